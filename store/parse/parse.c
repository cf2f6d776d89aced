/* SPDX-License-Identifier: MIT */
#include "parse.h"

#include "article.h"
#include "body.h"
#include "country.h"
#include "date.h"
#include "kind.h"
#include "party.h"
#include "redaction.h"
#include "release.h"
#include "shape.h"
#include "signature.h"
#include "split.h"
#include "title.h"

#include <errno.h>

enum {
	DATE_VALUE_MAX = 240, /* bytes of a header's date value, of a line with a date */
	DATE_LINE_MAX = 110,
	FORM_LINES = 8,     /* lines with words in which a form's fields stand */
	END_DATE_LINES = 4, /* lines with words at the end in which a signature's date stands */
	DATE_LINES = 25     /* lines with words in which a document that is no message prints its date */
};

static const char *const own_date_labels[] = {
	"date:", "dated:", "report date:", "reported:", "date of report:", "issued:", "date issued:"};

struct parse {
	parse_sink *sink;
	void *context;
	const struct declared_facts *declared; /* of the first part; or NULL */
	struct lines lines;
	struct regimes regimes;
	enum date_order order; /* of day and month in digits */
	size_t counted_to;     /* page breaks before this byte make up `page` */
	uint32_t page;         /* 0: the source has no pages */
};

struct draft { /* one document's facts while they are read */
	struct arena *arena;
	const struct part *part;
	struct document_facts facts;
	struct parties parties;
};

static int set_date(struct draft *draft, const struct edtf *date, struct span where, unsigned confidence)
{
	char text[EDTF_SIZE];

	edtf_print(date, text);
	draft->facts.date = (struct text_fact){arena_string(draft->arena, slice_of(text)), where, confidence};
	return draft->facts.date.value ? 0 : -ENOMEM;
}

/* "March 4, 20111:36 PM": OCR lost the blank between year and hour. */
static bool parse_glued(struct slice text, struct arena *arena, struct edtf *ret_date)
{
	for (size_t at = 0; at + 6 < text.length; at++) {
		bool year = (at == 0 || !byte_is_digit(text.at[at - 1])) && byte_is_digit(text.at[at + 4]) &&
			    (text.at[at + 5] == ':' || text.at[at + 6] == ':');

		if (!year || !(slice_starts(slice_sub(text, at, text.length), SLICE("20")) ||
			       slice_starts(slice_sub(text, at, text.length), SLICE("19"))))
			continue;
		char *parted = arena_alloc(arena, text.length + 2);

		if (!parted)
			return false;
		memcpy(parted, text.at, at + 4);
		parted[at + 4] = ' ';
		memcpy(parted + at + 5, text.at + at + 4, text.length - at - 4);
		return date_parse((struct slice){parted, text.length + 1}, ret_date);
	}
	return false;
}

static int read_header_date(const struct parse *p, struct draft *draft)
{
	const struct header_field *field = &draft->part->header.fields[HEADER_SENT];
	const char *value = header_value(&p->lines, field, draft->arena);
	struct edtf date = {.precision = EDTF_NONE};
	size_t first, last;

	if (!value)
		return -ENOMEM;
	struct slice text = slice_sub(slice_of(value), 0, DATE_VALUE_MAX);

	if (date_parse_in(text, p->order, &date))
		return set_date(draft, &date, field->where, 98);
	if (date_find_in(text, p->order, &date, &first, &last) && date.precision >= EDTF_MINUTE)
		return set_date(draft, &date, field->where, 85);
	struct edtf parted;

	if (parse_glued(text, draft->arena, &parted))
		return set_date(draft, &parted, field->where, 70);
	return date.precision != EDTF_NONE ? set_date(draft, &date, field->where, 80) : 0;
}

static bool names_meeting(struct slice text)
{
	struct kind kind;

	return kind_read(shape_bare(text), &kind) && kind.sense == KIND_CAPTION;
}

/* A date alone on a line, or that begins or ends a short one: "Canberra, 17 December 1949". */
static bool line_date(struct slice text, enum date_order order, struct edtf *ret_date,
		      unsigned *ret_confidence)
{
	size_t first, last;

	if (text.length > DATE_LINE_MAX)
		return false;
	*ret_confidence = 90;
	if (date_parse_in(text, order, ret_date))
		return true;
	*ret_confidence = 70;
	return date_find_in(text, order, ret_date, &first, &last) &&
	       (first == 0 || last + 2 >= text.length || names_meeting(text));
}

/* "Date:", "Report date:", "Reported:": of the dates of a form the one of the form itself. */
static bool names_own_date(struct slice text)
{
	for (size_t i = 0; i < sizeof own_date_labels / sizeof *own_date_labels; i++)
		if (slice_starts_ci(text, slice_of(own_date_labels[i])))
			return true;
	return false;
}

/* The first date near the top, but the one that is labelled as the document's own if there is one. */
static int read_top_date(const struct parse *p, struct draft *draft)
{
	size_t last = draft->part->last_line,
	       line = lines_next_words(&p->lines, draft->part->first_line, last);
	bool found = false;

	for (size_t n = 0; n < DATE_LINES && line < last;
	     n++, line = lines_next_words(&p->lines, line + 1, last)) {
		struct slice text = line_text(&p->lines, line);
		bool own = names_own_date(text);
		unsigned confidence;
		struct edtf date;
		int r;

		if ((own || !found) && line_date(text, p->order, &date, &confidence)) {
			r = set_date(draft, &date, lines_span(&p->lines, text), confidence);
			found = true;
			if (own || r)
				return r;
		}
		if (shape_is_prose(text) && !(found && n < FORM_LINES))
			break;
	}
	return 0;
}

/* A date alone on one of the last lines: whoever signed dated it. */
static int read_end_date(const struct parse *p, struct draft *draft)
{
	size_t words = 0;

	for (size_t i = draft->part->last_line; i > draft->part->first_line && words < END_DATE_LINES; i--) {
		struct edtf date;

		if (!line_has_words(&p->lines, i - 1))
			continue;
		struct slice text = line_text(&p->lines, i - 1);

		words++;
		if (text.length <= DATE_LINE_MAX && date_parse_in(text, p->order, &date) &&
		    date.precision >= EDTF_MONTH)
			return set_date(draft, &date, lines_span(&p->lines, text), 60);
	}
	return 0;
}

static int read_printed_date(const struct parse *p, struct draft *draft)
{
	int r = read_top_date(p, draft);

	return r == 0 && draft->facts.date.value[0] == '\0' ? read_end_date(p, draft) : r;
}

static int read_sign_off_date(const struct parse *p, struct draft *draft)
{
	struct slice unit, text;
	struct edtf date;

	if (!split_sign_off(line_text(&p->lines, draft->part->date_line), &unit, &text) ||
	    !date_parse(text, &date))
		return 0;
	return set_date(draft, &date, lines_span(&p->lines, text), 85);
}

static int read_article(const struct parse *p, struct draft *draft)
{
	struct article article = {0};
	struct edtf date;
	int r = 0;

	article_read(&p->lines, draft->part->first_line, draft->part->last_line, &article);
	if (article.date.length > 0 && date_parse(article.date, &date))
		r = set_date(draft, &date, lines_span(&p->lines, article.date), 75);
	if (r == 0 && article.author.length > 0)
		r = party_add(article.author, lines_span(&p->lines, article.author), ROLE_SENDER,
			      draft->arena, &draft->parties);
	return r;
}

static int read_signer(const struct parse *p, struct draft *draft)
{
	struct slice line = line_text(&p->lines, draft->part->unit_line), unit, date;

	if (!split_sign_off(line, &unit, &date))
		unit = line;
	unit = signature_unlabelled(unit);
	return party_add(unit, lines_span(&p->lines, unit), ROLE_SENDER, draft->arena, &draft->parties);
}

/* Who signs below a closing, or is named behind "Prepared by:". */
static int read_signature(const struct parse *p, struct draft *draft)
{
	const struct part *part = draft->part;
	size_t line = signature_line(&p->lines, part, &p->regimes);

	if (line == part->last_line && part->type != TYPE_LETTER)
		line = signature_label_line(&p->lines, part);
	if (line == part->last_line)
		return 0;
	struct slice name = signature_unlabelled(line_text(&p->lines, line));

	return party_read(&p->lines, name, ROLE_SENDER, &p->regimes, draft->arena, &draft->parties);
}

static int read_header_parties(const struct parse *p, struct draft *draft)
{
	static const struct {
		enum header_label label;
		enum role role;
	} fields[] = {{HEADER_FROM, ROLE_SENDER},
		      {HEADER_TO, ROLE_TO},
		      {HEADER_CC, ROLE_CC},
		      {HEADER_BCC, ROLE_BCC}};
	int r = 0;

	for (size_t i = 0; r == 0 && i < sizeof fields / sizeof *fields; i++)
		r = party_read_field(&p->lines, &draft->part->header.fields[fields[i].label], fields[i].role,
				     &p->regimes, draft->arena, &draft->parties);
	return r;
}

static int read_parties_and_date(const struct parse *p, struct draft *draft)
{
	const struct part *part = draft->part;
	int r = 0;

	if (part->type == TYPE_ARTICLE)
		return read_article(p, draft);
	if (part->has_header)
		r = read_header_parties(p, draft);
	else if (part->has_sign_off && part->type != TYPE_LETTER)
		r = read_signer(p, draft);
	else if (part->type != TYPE_SCHEDULE)
		r = read_signature(p, draft);
	if (r == 0 && part->has_header && part->header.fields[HEADER_SENT].present)
		r = read_header_date(p, draft);
	else if (r == 0 && part->has_sign_off)
		r = read_sign_off_date(p, draft);
	else if (r == 0 && part->type != TYPE_SCHEDULE)
		r = read_printed_date(p, draft);
	return r;
}

static uint32_t page_of(struct parse *p, size_t offset)
{
	const char *text = p->lines.text.at, *feed;

	while (p->page > 0 && p->counted_to < offset) {
		feed = memchr(text + p->counted_to, '\f', offset - p->counted_to);
		p->page += feed && p->page < UINT32_MAX;
		p->counted_to = feed ? (size_t)(feed - text) + 1 : offset;
	}
	return p->page;
}

/* Whole lines; a form feed before the first character ends the page before. */
static void set_range(struct parse *p, struct draft *draft)
{
	const struct lines *lines = &p->lines;
	size_t first = line_first(lines, draft->part->head_line), end = draft->part->last_line;
	size_t last = end < lines->count ? line_first(lines, end) : lines->text.length;

	while (first < line_last(lines, draft->part->head_line) && lines->text.at[first] == '\f')
		first++;
	draft->facts.range = (struct span){first, last};
	draft->facts.first_page = page_of(p, first);
	draft->facts.last_page = page_of(p, last);
}

static void search_span(void *context, struct span span)
{
	country_search_span(context, span);
}

static int read_countries(const struct parse *p, struct draft *draft)
{
	struct country_search *search = country_search_begin(p->lines.text, draft->arena);

	if (!search)
		return -ENOMEM;
	/* Of a declared document the title need not stand where a message's subject does. */
	if (draft->part->is_declared && !draft->part->has_header)
		country_search_span(search, draft->facts.title.where);
	body_each(&p->lines, draft->part, search_span, search);
	return country_search_end(search, &draft->facts.countries, &draft->facts.country_count);
}

/* What the file's format says outranks what was read. */
static void declare(const struct declared_facts *declared, struct document_facts *facts)
{
	if (declared->title.value)
		facts->title = declared->title;
	if (declared->date.value)
		facts->date = declared->date;
	if (declared->party_count > 0) {
		facts->parties = declared->parties;
		facts->party_count = declared->party_count;
	}
	facts->thread = declared->thread;
}

static int read_document(struct parse *p, struct draft *draft)
{
	const struct part *part = draft->part;
	int r;

	draft->facts = (struct document_facts){.type = part->type, .type_confidence = part->confidence};
	draft->facts.date.value = "";
	set_range(p, draft);
	r = title_read(&p->lines, part, &p->regimes, draft->arena, &draft->facts.title);
	if (r == 0)
		r = read_parties_and_date(p, draft);
	draft->facts.parties = draft->parties.at;
	draft->facts.party_count = draft->parties.count;
	if (part->is_declared)
		declare(p->declared, &draft->facts);
	if (r == 0)
		r = redaction_find(&p->lines, part->head_line, part->last_line, &p->regimes, part->type,
				   draft->arena, &draft->facts.marks, &draft->facts.mark_count);
	if (r == 0)
		r = read_countries(p, draft);
	return r;
}

static int read_part(void *context, const struct part *part)
{
	struct parse *p = context;
	struct arena arena = {0};
	struct draft draft = {.arena = &arena, .part = part};
	int r = read_document(p, &draft);

	if (r == 0 && !p->sink(p->context, &draft.facts))
		r = -ECANCELED;
	arena_finish(&arena);
	return r;
}

int parse_text(struct slice text, const struct declared_facts *declared, parse_sink *sink, void *context)
{
	struct parse p = {.sink = sink,
			  .context = context,
			  .declared = declared && declared->any ? declared : NULL,
			  .page = text.length > 0 && memchr(text.at, '\f', text.length) ? 1 : 0};
	struct arena arena = {0};
	int r;

	if (text.length == 0)
		return 0;
	r = lines_split(text, &arena, &p.lines);
	if (r == 0) {
		regime_weigh(&p.lines, &p.regimes);
		r = release_find(&p.lines, &arena, &p.regimes);
	}
	if (r == 0) {
		p.order = date_order_of(text);
		r = split_lines(&p.lines, &p.regimes, p.declared, read_part, &p);
	}
	arena_finish(&arena);
	return r;
}
