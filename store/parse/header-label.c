/* SPDX-License-Identifier: MIT */
#include "header-label.h"

#include "../util/initials.h"

#include <assert.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum {
	TAG_MAX = 8,
	LABEL_MAX = 24,   /* bytes before the colon */
	JUNK_MAX = 4,     /* marks of emphasis, table rules, specks that OCR read before a label */
	LEADER_MAX = 60,  /* dots and blanks between a label and its value */
	SECOND_MAX = 120, /* bytes from the gap before a second label to its value */
	INSIDE_MAX = 400, /* bytes of a line in which a second label is looked for */
	WIDE_GAP = 3      /* blanks that stand for a colon in a column of labels */
};

static const struct label_form {
	const char *name;
	enum header_label label;
} label_forms[] = {
	{"from", HEADER_FROM},
	{"sent", HEADER_SENT},
	{"date", HEADER_SENT},
	{"date sent", HEADER_SENT},
	{"sent on", HEADER_SENT},
	{"date/time", HEADER_SENT},
	{"date/time sent", HEADER_SENT},
	{"date and time", HEADER_SENT},
	{"date-time group", HEADER_SENT},
	{"dtg", HEADER_SENT},
	{"sent at", HEADER_SENT},
	{"dated", HEADER_SENT},
	{"to", HEADER_TO},
	{"cc", HEADER_CC},
	{"c.c.", HEADER_CC},
	{"c.c", HEADER_CC},
	{"copy", HEADER_CC},
	{"copy to", HEADER_CC},
	{"copies to", HEADER_CC},
	{"bcc", HEADER_BCC},
	{"subject", HEADER_SUBJECT},
	{"subj", HEADER_SUBJECT},
	{"re", HEADER_SUBJECT},
	/* of memoranda and cables */
	{"fm", HEADER_FROM},
	{"author", HEADER_FROM},
	{"sender", HEADER_FROM},
	{"for", HEADER_TO},
	{"memorandum for", HEADER_TO},
	{"memorandum to", HEADER_TO},
	{"memo for", HEADER_TO},
	{"memo to", HEADER_TO},
	{"recipient", HEADER_TO},
	{"recipients", HEADER_TO},
	{"action", HEADER_TO},
	{"info", HEADER_CC},
	{"info to", HEADER_CC},
	{"copies", HEADER_CC},
	{"subject matter", HEADER_SUBJECT},
	/* of councils' papers */
	{"report to", HEADER_TO},
	{"meeting date", HEADER_SENT},
	{"date of meeting", HEADER_SENT},
	/* of invitations, as calendars print them */
	{"organizer", HEADER_FROM},
	{"organiser", HEADER_FROM},
	{"start", HEADER_SENT},
	{"end", HEADER_OTHER},
	{"required attendees", HEADER_TO},
	{"optional attendees", HEADER_CC},
	{"location", HEADER_OTHER},
	{"recurrence", HEADER_OTHER},
	{"show time as", HEADER_OTHER},
	{"meeting status", HEADER_OTHER},
	/* French: Canada, the EU */
	{"de", HEADER_FROM},
	{"exp\xc3\xa9"
	 "diteur",
	 HEADER_FROM},
	{"envoy\xc3\xa9", HEADER_SENT},
	{"envoye", HEADER_SENT},
	{"envoy\xc3\xa9 le", HEADER_SENT},
	{"date d'envoi", HEADER_SENT},
	{"\xc3\x80", HEADER_TO},
	{"\xc3\xa0", HEADER_TO},
	{"destinataire", HEADER_TO},
	{"destinataires", HEADER_TO},
	{"copie", HEADER_CC},
	{"copie \xc3\xa0", HEADER_CC},
	{"cci", HEADER_BCC},
	{"objet", HEADER_SUBJECT},
	{"sujet", HEADER_SUBJECT},
	{"pi\xc3\xa8"
	 "ce jointe",
	 HEADER_OTHER},
	{"pi\xc3\xa8"
	 "ces jointes",
	 HEADER_OTHER},
	/* Irish; "\xc3\xb3" and "\xc3\xa1" in both cases */
	{"\xc3\xb3", HEADER_FROM},
	{"\xc3\x93", HEADER_FROM},
	{"d\xc3\xa1"
	 "ta",
	 HEADER_SENT},
	{"seolta", HEADER_SENT},
	{"chuig", HEADER_TO},
	{"c\xc3\xb3ip", HEADER_CC},
	{"\xc3\xa1"
	 "bhar",
	 HEADER_SUBJECT},
	{"\xc3\x81"
	 "bhar",
	 HEADER_SUBJECT},
	/* Dutch, Italian, Portuguese: the EU */
	{"van", HEADER_FROM},
	{"verzonden", HEADER_SENT},
	{"aan", HEADER_TO},
	{"onderwerp", HEADER_SUBJECT},
	{"da", HEADER_FROM},
	{"inviato", HEADER_SENT},
	{"oggetto", HEADER_SUBJECT},
	{"assunto", HEADER_SUBJECT},
	/* German: the EU */
	{"von", HEADER_FROM},
	{"absender", HEADER_FROM},
	{"gesendet", HEADER_SENT},
	{"datum", HEADER_SENT},
	{"an", HEADER_TO},
	{"empf\xc3\xa4nger", HEADER_TO},
	{"kopie", HEADER_CC},
	{"blindkopie", HEADER_BCC},
	{"betreff", HEADER_SUBJECT},
	{"betrifft", HEADER_SUBJECT},
	{"betr", HEADER_SUBJECT},
	{"anlage", HEADER_OTHER},
	{"anlagen", HEADER_OTHER},
	{"wichtigkeit", HEADER_OTHER},
	{"priorit\xc3\xa4t", HEADER_OTHER},
	/* Spanish */
	{"enviado", HEADER_SENT},
	{"enviado el", HEADER_SENT},
	{"enviado por", HEADER_OTHER},
	{"fecha", HEADER_SENT},
	{"para", HEADER_TO},
	{"cco", HEADER_BCC},
	{"asunto", HEADER_SUBJECT},
	{"adjuntos", HEADER_OTHER},
	{"datos adjuntos", HEADER_OTHER},
	{"importancia", HEADER_OTHER},
	{"attachments", HEADER_OTHER},
	{"attachment", HEADER_OTHER},
	{"importance", HEADER_OTHER},
	{"categories", HEADER_OTHER},
	{"sensitivity", HEADER_OTHER},
	{"classification", HEADER_OTHER},
	{"priority", HEADER_OTHER},
	/* of briefings and memoranda */
	{"prepared by", HEADER_FROM},
	{"prepared for", HEADER_TO},
	{"title", HEADER_SUBJECT},
	{"topic", HEADER_SUBJECT},
	{"reference", HEADER_OTHER},
	{"report number", HEADER_OTHER},
	{"report no", HEADER_OTHER},
	{"security level", HEADER_OTHER},
	{"precedence", HEADER_OTHER},
	{"reply-to", HEADER_OTHER},
	{"follow up flag", HEADER_OTHER},
	{"flag status", HEADER_OTHER},
	{"message-id", HEADER_OTHER},
	{"record type", HEADER_OTHER},
	{"through", HEADER_OTHER},
	{"thru", HEADER_OTHER},
	{"via", HEADER_OTHER},
	{"file ref", HEADER_OTHER},
	{"file no", HEADER_OTHER},
	{"file", HEADER_OTHER},
	{"file number", HEADER_OTHER},
	{"our ref", HEADER_OTHER},
	{"your ref", HEADER_OTHER},
	{"tracking no", HEADER_OTHER},
	{"foi ref", HEADER_OTHER},
	{"enclosures", HEADER_OTHER},
	{"bijlage", HEADER_OTHER},
	{"allegati", HEADER_OTHER},
	{"anexos", HEADER_OTHER},
	{"attn", HEADER_OTHER},
	{"attention", HEADER_OTHER},
};

/* Of the White House's mail, as its libraries print it. In small letters a catalogue has them, too. */
static const struct label_form capital_forms[] = {
	{"CREATOR", HEADER_FROM},
	{"CREATION DATE/TIME", HEADER_SENT},
	{"READ", HEADER_OTHER},
};

/* Labels that recognition may have spoilt, told by all their letters but one: "Frorn", "Subiect", "Scnt". */
static const struct label_form spoilt_forms[] = {
	{"from", HEADER_FROM},       {"sent", HEADER_SENT},     {"date", HEADER_SENT},
	{"subject", HEADER_SUBJECT}, {"objet", HEADER_SUBJECT}, {"betreff", HEADER_SUBJECT},
	{"to", HEADER_TO},           {"cc", HEADER_CC},
};

static_assert(COUNT(label_forms) <= INITIALS_END, "more labels than can be told by their first byte");

static struct initials initials = INITIALS(label_forms, name);

static bool find_name(struct slice name, enum header_label *ret)
{
	for (size_t i = initials_first(&initials, name); i != INITIALS_END; i = initials_next(&initials, i))
		if (slice_equal_ci(name, slice_of(label_forms[i].name))) {
			*ret = label_forms[i].label;
			return true;
		}
	for (size_t i = 0; i < COUNT(capital_forms); i++)
		if (slice_equal(name, slice_of(capital_forms[i].name))) {
			*ret = capital_forms[i].label;
			return true;
		}
	return false;
}

/* "Subject / Objet", "Chuig / To": governments of two languages print both. */
static bool find_form(struct slice name, enum header_label *ret)
{
	const char *slash = memchr(name.at, '/', name.length);
	size_t at = slash ? (size_t)(slash - name.at) : 0;

	return find_name(name, ret) ||
	       (slash && (find_name(slice_trim(slice_sub(name, at + 1, name.length)), ret) ||
			  find_name(slice_trim(slice_sub(name, 0, at)), ret)));
}

/* Of what `s` holds at `at` the letter that it may stand for: "rn" is "m", "0" is "o", "1" is "l". */
static char letter_at(struct slice s, size_t *at)
{
	static const char from[] = "01|!5({", to[] = "oiliscc";
	char c = byte_lower(s.at[(*at)++]);
	const char *shape = c ? strchr(from, c) : NULL;

	if (c == 'r' && *at < s.length && byte_lower(s.at[*at]) == 'n') {
		(*at)++;
		return 'm';
	}
	return shape ? to[shape - from] : c;
}

/* As many letters, of which one differs where there are four; a short label must be right. */
static bool is_spoilt(struct slice name, const char *form)
{
	size_t at = 0, wrong = 0, i = 0;

	for (; form[i] && at < name.length; i++)
		wrong += letter_at(name, &at) != form[i];
	return !form[i] && at == name.length && wrong <= (i >= 4);
}

static bool find_spoilt(struct slice name, enum header_label *ret)
{
	if (name.length > 0 && byte_is_lower(name.at[0]))
		return false;
	for (size_t i = 0; i < COUNT(spoilt_forms); i++)
		if (is_spoilt(name, spoilt_forms[i].name)) {
			*ret = spoilt_forms[i].label;
			return true;
		}
	return false;
}

/* Behind a tag such as <b> or </b> that begins at `at`; `at` where none does. */
static size_t skip_tag(struct slice s, size_t at)
{
	size_t last = at + 1;

	if (at >= s.length || s.at[at] != '<')
		return at;
	while (last < s.length && last - at < TAG_MAX && (byte_is_letter(s.at[last]) || s.at[last] == '/'))
		last++;
	return last < s.length && s.at[last] == '>' ? last + 1 : at;
}

static size_t skip_junk(struct slice s)
{
	size_t at = 0, junk = 0;

	for (; at < s.length && junk <= JUNK_MAX; at++) {
		char c = s.at[at];
		size_t tag = skip_tag(s, at);

		if (tag > at) {
			at = tag - 1;
			continue;
		}
		if (byte_is_space(c))
			continue;
		/* a bullet is three bytes: what OCR makes of a speck */
		if (byte_is_letter(c) || !(c && strchr("*_|'`.\xe2\x80\xa2", c)))
			break;
		junk++;
	}
	return at;
}

static size_t skip_space(struct slice s, size_t at)
{
	while (at < s.length && byte_is_space(s.at[at]))
		at++;
	return at;
}

/* Without emphasis, a non-breaking blank before the colon, a full stop of an abbreviation. */
static struct slice bare_name(struct slice name)
{
	name = slice_trim(name);
	while (name.length > 0 && strchr("*_.;", name.at[name.length - 1]))
		name.length--;
	while (name.length > 1 && slice_ends_ci(name, SLICE("\xc2\xa0")))
		name.length -= 2;
	return slice_trim(name);
}

/* Does the label end at `at`: a colon, a rule, a wide gap, a row of dots? */
static bool name_ends(struct slice s, size_t at)
{
	char c = s.at[at], next = at + 1 < s.length ? s.at[at + 1] : '\0';

	if (c != ' ' && c != '.')
		return c == ':' || c == '\t' || c == '|';
	if (next != ' ' && next != '.') /* most blanks stand between two words */
		return false;
	struct slice rest = slice_sub(s, at, s.length);

	return slice_starts(rest, SLICE("    ")) || slice_starts(rest, SLICE("...")) ||
	       slice_starts(rest, SLICE(" .."));
}

/* Behind the dots that lead from a label to its value. */
static size_t skip_leader(struct slice s, size_t at)
{
	size_t limit = at + LEADER_MAX, dots = 0, first = at;

	for (; at < s.length && at < limit && (s.at[at] == '.' || byte_is_space(s.at[at])); at++)
		dots += s.at[at] == '.';
	return dots >= 2 ? at : skip_space(s, first);
}

/* "From:", "**From:**", "| From |"; without a colon only where `columns` and a wide gap follows. */
static bool match_label(struct slice s, bool columns, enum header_label *ret_label, size_t *ret_after)
{
	size_t first = skip_junk(s), last = first, after;
	size_t limit = s.length - first <= LABEL_MAX ? s.length : first + LABEL_MAX + 1;

	while (last < limit && (byte_is_letter(s.at[last]) || !name_ends(s, last)))
		last++;
	struct slice name = slice_sub(s, first, last);

	if (name.length > LABEL_MAX && byte_is_letter(name.at[0]) && byte_is_letter(slice_last(name)))
		return false; /* most lines; there is nothing around it to take away */
	name = bare_name(name);
	if (name.length > LABEL_MAX)
		return false;
	after = skip_leader(s, last);
	bool colon = after < s.length && s.at[after] == ':', leader = after > skip_space(s, last);

	if (!find_form(name, ret_label) && !(colon && find_spoilt(name, ret_label)))
		return false;
	if (colon)
		after = skip_tag(s, after + 1);
	else if (!leader &&
		 (!columns || (*ret_label == HEADER_OTHER && after == s.length) ||
		  (last < s.length && s.at[last] != '|' && after - last < WIDE_GAP && s.at[last] != '\t')))
		return false;
	while (after < s.length && (byte_is_space(s.at[after]) || s.at[after] == '*' || s.at[after] == '|'))
		after++;
	*ret_after = after;
	return true;
}

bool header_label_inside(const struct lines *lines, size_t line, size_t from, enum header_label *ret,
			 size_t *ret_first, size_t *ret_value)
{
	size_t first = line_first(lines, line);
	struct slice s = line_bytes(lines, line);

	for (size_t at = from - first; at + 1 < s.length && at < INSIDE_MAX; at++) {
		bool wide = byte_is_space(s.at[at]) && byte_is_space(s.at[at + 1]);
		size_t after;

		/* After one blank only as forms print it: " DATE:". */
		if (!(wide || slice_starts(slice_sub(s, at, s.length), SLICE(" DATE"))))
			continue;
		struct slice rest = slice_sub(s, at, at + SECOND_MAX);

		if (!match_label(rest, false, ret, &after) || *ret == HEADER_OTHER)
			continue;
		*ret_first = first + at;
		*ret_value = first + at + after;
		return true;
	}
	return false;
}

bool header_label_at(const struct lines *lines, size_t line, bool columns, enum header_label *ret,
		     size_t *ret_value)
{
	size_t indent = line_indent(lines, line), after;
	struct slice bytes = line_bytes(lines, line), s = slice_sub(bytes, indent, bytes.length);

	/* Most lines: nothing in them ends a label, and they are no label alone. */
	if (!line_is_parted(lines, line) && s.length - skip_junk(s) > LABEL_MAX + 1)
		return false;
	if (!match_label(s, columns, ret, &after))
		return false;
	*ret_value = line_first(lines, line) + indent + after;
	return true;
}

bool header_label(const struct lines *lines, size_t line, enum header_label *ret_label, size_t *ret_value)
{
	return line_has_words(lines, line) && header_label_at(lines, line, false, ret_label, ret_value);
}
