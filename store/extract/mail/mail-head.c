/* SPDX-License-Identifier: MIT */
#include "mail-head.h"

#include "mail-address.h"
#include "mail-date.h"
#include "mail-field.h"

#include <errno.h>

enum {
	REFERENCES_MAX = 1000, /* messages that one answers */
	IDENTIFIER_MAX = 998   /* bytes of a message's name: RFC 5322's longest line */
};

struct head {
	GMimeObject *root;
	const char *charset; /* of the text: raw bytes in the header may be of it too */
	struct extracted *extracted;
	struct mail_parties parties;
};

/* ---- lines ---- */

/* Appends the value of the first field of that name, or of `all`. */
static int put_values(struct head *head, const char *name, enum mail_field_kind kind, bool all)
{
	struct buf *text = &head->extracted->text;
	size_t first = text->length;
	struct slice raw;
	int index = 0, r = 0;

	while (r == 0 && mail_header_next(head->root, name, &index, &raw)) {
		size_t before = text->length;

		if (before > first)
			buf_text(text, ", ");
		size_t begin = text->length;

		r = mail_field_decode(raw, kind, head->charset, text);
		if (text->length == begin)
			text->length = before;
		else if (!all)
			break;
	}
	return r;
}

/* Appends "Name: value" if there is a value. */
static int print(struct head *head, const char *name, enum mail_field_kind kind, bool all,
		 struct span *ret_where)
{
	struct buf *text = &head->extracted->text;
	size_t before = text->length, first;
	int r;

	buf_format(text, "%s: ", name);
	first = text->length;
	r = put_values(head, name, kind, all);
	*ret_where = (struct span){first, text->length};
	if (text->length == first)
		text->length = before;
	else
		buf_byte(text, '\n');
	return text->failed ? -ENOMEM : r;
}

static struct slice printed(const struct head *head, struct span where)
{
	return slice_sub((struct slice){head->extracted->text.data, head->extracted->text.length},
			 where.first, where.last);
}

static int print_parties(struct head *head, const char *name, enum role role)
{
	struct span where;
	int r = print(head, name, MAIL_FIELD_ADDRESSES, role != ROLE_SENDER, &where);

	if (r == 0 && where.last > where.first)
		r = mail_address_read(printed(head, where), where.first, role, &head->extracted->arena,
				      &head->parties);
	return r;
}

static int print_all_parties(struct head *head)
{
	int r = print_parties(head, "From", ROLE_SENDER);

	if (r == 0 && head->parties.count == 0)
		r = print_parties(head, "Sender", ROLE_SENDER);
	if (r == 0)
		r = print_parties(head, "To", ROLE_TO);
	if (r == 0)
		r = print_parties(head, "Cc", ROLE_CC);
	return r == 0 ? print_parties(head, "Bcc", ROLE_BCC) : r;
}

/* What cannot be read here is left to whoever reads printed dates. */
static int print_date(struct head *head)
{
	struct text_fact *fact = &head->extracted->declared.date;
	char text[EDTF_SIZE] = "";
	struct edtf date;
	struct span where;
	int r = print(head, "Date", MAIL_FIELD_TEXT, false, &where);

	if (r != 0)
		return r;
	bool present = where.last > where.first;

	if (present && !mail_date_read(printed(head, where), &date))
		return 0;
	if (present)
		edtf_print(&date, text);
	*fact = (struct text_fact){arena_string(&head->extracted->arena, slice_of(text)),
				   present ? where : (struct span){0, 0}, 100};
	return fact->value ? 0 : -ENOMEM;
}

static int print_title(struct head *head)
{
	struct text_fact *fact = &head->extracted->declared.title;
	struct span where;
	int r = print(head, "Subject", MAIL_FIELD_TEXT, false, &where);

	if (r != 0)
		return r;
	if (where.last == where.first)
		where = (struct span){0, 0};
	*fact = (struct text_fact){arena_string(&head->extracted->arena, printed(head, where)), where, 100};
	return fact->value ? 0 : -ENOMEM;
}

/* ---- threads ---- */

static int decode(const struct head *head, const char *name, struct buf *out)
{
	struct slice raw = mail_header(head->root, name);
	int r = raw.at ? mail_field_decode(raw, MAIL_FIELD_TEXT, head->charset, out) : 0;

	return out->failed ? -ENOMEM : r;
}

/* The next "<identifier>" at or after *at, without its brackets. */
static bool next_identifier(struct slice s, size_t *at, struct slice *ret)
{
	size_t open = slice_find(s, SLICE("<"), *at), close = slice_find(s, SLICE(">"), open);

	if (close >= s.length)
		return false;
	*ret = slice_trim(slice_sub(s, open + 1, close));
	*at = close + 1;
	return true;
}

static bool fits(struct slice identifier)
{
	return identifier.length > 0 && identifier.length <= IDENTIFIER_MAX;
}

static int read_own_identifier(struct head *head)
{
	struct buf value = {0};
	int r = decode(head, "Message-ID", &value);
	struct slice id = {value.data, value.length};
	size_t at = 0;

	if (r == 0 && !next_identifier(id, &at, &id))
		id = slice_trim(id);
	if (r == 0 && fits(id)) {
		head->extracted->declared.thread.id = arena_string(&head->extracted->arena, id);
		r = head->extracted->declared.thread.id ? 0 : -ENOMEM;
	}
	buf_finish(&value);
	return r;
}

struct references {
	const char **at;
	size_t count, capacity;
};

static int add_references(struct head *head, const char *name, struct references *references)
{
	struct buf value = {0};
	int r = decode(head, name, &value);
	struct slice id;
	size_t at = 0;

	while (r == 0 && references->count < REFERENCES_MAX &&
	       next_identifier((struct slice){value.data, value.length}, &at, &id)) {
		bool again = references->count > 0 &&
			     slice_equal(slice_of(references->at[references->count - 1]), id);

		if (again || !fits(id))
			continue;
		const char **one = arena_push(&head->extracted->arena, &references->at, &references->count,
					      &references->capacity, sizeof *one);

		if (!one || !(*one = arena_string(&head->extracted->arena, id)))
			r = -ENOMEM;
	}
	buf_finish(&value);
	return r;
}

static int read_thread(struct head *head)
{
	struct references references = {.at = NULL};
	int r = read_own_identifier(head);

	if (r == 0)
		r = add_references(head, "References", &references);
	if (r == 0)
		r = add_references(head, "In-Reply-To", &references);
	head->extracted->declared.thread.references = references.at;
	head->extracted->declared.thread.reference_count = references.count;
	return r;
}

/* ---- all ---- */

static int read_generator(struct head *head)
{
	struct buf value = {0};
	int r = decode(head, "User-Agent", &value);

	if (r == 0 && value.length == 0)
		r = decode(head, "X-Mailer", &value);
	if (r == 0)
		extracted_property(head->extracted, "generator", (struct slice){value.data, value.length});
	buf_finish(&value);
	return r;
}

int mail_head_print(const struct mail_message *message, struct extracted *extracted)
{
	struct head head = {.root = message->root,
			    .charset = g_mime_object_get_content_type_parameter(message->root, "charset"),
			    .extracted = extracted};
	int r = print_all_parties(&head);

	if (r == 0)
		r = print_date(&head);
	if (r == 0)
		r = print_title(&head);
	if (r == 0)
		r = read_thread(&head);
	if (r == 0)
		r = read_generator(&head);
	extracted->declared.any = true;
	extracted->declared.type = TYPE_MESSAGE;
	extracted->declared.head = extracted->text.length;
	extracted->declared.parties = head.parties.at;
	extracted->declared.party_count = head.parties.count;
	if (extracted->text.length > 0)
		buf_byte(&extracted->text, '\n');
	return extracted->text.failed ? -ENOMEM : r;
}
