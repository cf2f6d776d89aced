/* SPDX-License-Identifier: MIT */
#include "parse.h"

#include "article.h"
#include "body.h"
#include "country.h"
#include "dating.h"
#include "party.h"
#include "redaction.h"
#include "release.h"
#include "shape.h"
#include "signature.h"
#include "split.h"
#include "title.h"

#include <errno.h>

struct parse {
	parse_sink *sink;
	void *context;
	const struct declared_facts *declared; /* of the first part; or NULL */
	struct lines lines;
	struct regimes regimes;
	struct date_style style; /* of its dates */
	size_t counted_to;       /* page breaks before this byte make up `page` */
	uint32_t page;           /* 0: the source has no pages */
};

struct draft { /* one document's facts while they are read */
	struct arena *arena;
	const struct part *part;
	struct document_facts facts;
	struct parties parties;
};

static int read_article(const struct parse *p, struct draft *draft)
{
	struct article article = {0};
	struct edtf date;
	int r = 0;

	article_read(&p->lines, draft->part->first_line, draft->part->last_line, &article);
	if (article.date.length > 0 && date_parse(article.date, &date))
		r = dating_fact(&date, lines_span(&p->lines, article.date), 75, draft->arena,
				&draft->facts.date);
	if (r == 0 && article.author.length > 0)
		r = party_add(article.author, lines_span(&p->lines, article.author), ROLE_SENDER,
			      draft->arena, &draft->parties);
	return r;
}

static int read_signer(const struct parse *p, struct draft *draft)
{
	struct slice line = line_text(&p->lines, draft->part->unit_line), unit, date;

	/* "[Redacted]" above "Private Office": one of it signed. */
	if (draft->part->unit_line > draft->part->first_line) {
		struct slice above = line_text(&p->lines, draft->part->unit_line - 1);

		if (redaction_is_whole(above, &p->regimes))
			return party_read(&p->lines, above, ROLE_SENDER, &p->regimes, draft->arena,
					  &draft->parties);
	}
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
		line = signature_label_line(&p->lines, part, &p->regimes);
	if (line == part->last_line)
		line = signature_block(&p->lines, part, &p->regimes);
	if (line == part->last_line && part->type == TYPE_BRIEFING)
		line = signature_beside_minister(&p->lines, part);
	if (line == part->last_line && part->type != TYPE_LETTER)
		line = signature_for_head(&p->lines, part);
	if (line == part->last_line && part->type != TYPE_LETTER)
		line = signature_alone(&p->lines, part);
	if (line == part->last_line)
		return 0;
	struct slice name = signature_name(signature_unlabelled(line_text(&p->lines, line)));

	name = signature_in_full(&p->lines, part, name);
	return party_read(&p->lines, name, ROLE_SENDER, &p->regimes, draft->arena, &draft->parties);
}

/* Messages are dated to the minute, memoranda to the day. */
static bool is_memorandum(const struct parse *p, const struct header *header)
{
	const struct header_field *sent = &header->fields[HEADER_SENT];
	struct slice value = slice_sub(p->lines.text, sent->where.first, sent->where.last);
	struct edtf date;

	return sent->present && date_parse_in(slice_trim(value), &p->style, &date) &&
	       date.precision == EDTF_DAY;
}

/* "From:  Tidewater", "Squad 4", "Contact:  SA Poe": the form of the American bureaus prints below the office
 * who of it is in charge. The value's end without that.
 */
static size_t office_end(struct slice value)
{
	size_t line = slice_find(value, SLICE("\n"), 0);

	for (size_t at = line; at < value.length; at = slice_find(value, SLICE("\n"), at + 1))
		if (slice_starts_ci(slice_trim(slice_sub(value, at, value.length)), SLICE("contact:")))
			return line;
	return value.length;
}

/* Who a memorandum is from, without the unit behind the name: in a message a given name stands there. */
static int read_writer(const struct parse *p, struct draft *draft)
{
	const struct header *header = &draft->part->header;
	struct header_field from = header->fields[HEADER_FROM];
	struct slice value = slice_sub(p->lines.text, from.where.first, from.where.last);
	size_t comma = slice_find(value, SLICE(", "), 0);

	from.where.last = from.where.first + office_end(value);
	if (from.present && comma < value.length && is_memorandum(p, header) &&
	    signature_is_person(slice_sub(value, 0, comma)) &&
	    shape_word_count(slice_sub(value, comma + 1, value.length), 2) == 2)
		from.where.last = from.where.first + comma;
	return party_read_field(&p->lines, &from, ROLE_SENDER, &p->regimes, draft->arena, &draft->parties);
}

static int read_header_parties(const struct parse *p, struct draft *draft)
{
	static const struct {
		enum header_label label;
		enum role role;
	} fields[] = {{HEADER_TO, ROLE_TO}, {HEADER_CC, ROLE_CC}, {HEADER_BCC, ROLE_BCC}};
	int r = read_writer(p, draft);

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
	/* "To: Minister", "Subject: X": the form of a submission, which is signed at its end. */
	if (part->has_header && !part->header.fields[HEADER_FROM].present && r == 0)
		r = read_signature(p, draft);
	else if (part->has_header)
		;
	else if (part->has_sign_off && part->type != TYPE_LETTER)
		r = read_signer(p, draft);
	else if (part->type != TYPE_SCHEDULE)
		r = read_signature(p, draft);
	return r ? r : dating_read(&p->lines, &p->style, part, draft->arena, &draft->facts.date);
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
	size_t first = line_first(lines, draft->part->first_line), end = draft->part->last_line;
	size_t last = end < lines->count ? line_first(lines, end) : lines->text.length;

	while (first < line_last(lines, draft->part->first_line) && lines->text.at[first] == '\f')
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

static bool is_foreign(struct span whole, struct span where)
{
	return (where.first != 0 || where.last != 0) &&
	       (where.first < whole.first || where.last > whole.last);
}

/* Lines that were taken for this document's may have gone to the next, which began among them: a header cut
 * by a salutation, a signature that is a letterhead. What they say is said of that one. */
static void drop_foreign(struct document_facts *facts, struct parties *parties)
{
	size_t kept = 0;

	if (is_foreign(facts->range, facts->title.where))
		facts->title = (struct text_fact){.value = ""};
	if (is_foreign(facts->range, facts->date.where))
		facts->date = (struct text_fact){.value = ""};
	for (size_t i = 0; i < parties->count; i++)
		if (!is_foreign(facts->range, parties->at[i].where))
			parties->at[kept++] = parties->at[i];
	parties->count = kept;
}

/* The release stamp above a document speaks of it, stands on the page and has no place in it but its
 * beginning. */
static int place_stamps(struct arena *arena, struct document_facts *facts)
{
	size_t first = facts->range.first;
	struct mark_fact *marks;

	if (facts->mark_count == 0 || facts->marks[0].where.first >= first)
		return 0;
	marks = arena_array(arena, facts->mark_count, sizeof *marks);
	if (!marks)
		return -ENOMEM;
	for (size_t i = 0; i < facts->mark_count; i++) {
		marks[i] = facts->marks[i];
		if (marks[i].where.first < first)
			marks[i].where = (struct span){first, first};
	}
	facts->marks = marks;
	return 0;
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
	drop_foreign(&draft->facts, &draft->parties);
	draft->facts.parties = draft->parties.at;
	draft->facts.party_count = draft->parties.count;
	if (part->is_declared)
		declare(p->declared, &draft->facts);
	if (r == 0)
		r = redaction_find(&p->lines, part->head_line, part->last_line, &p->regimes, part->type,
				   draft->arena, &draft->facts.marks, &draft->facts.mark_count);
	if (r == 0)
		r = place_stamps(draft->arena, &draft->facts);
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
		dating_style(&p.lines, &p.regimes, &p.style);
		r = split_lines(&p.lines, &p.regimes, p.declared, read_part, &p);
	}
	arena_finish(&arena);
	return r;
}
