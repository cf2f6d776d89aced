/* SPDX-License-Identifier: MIT */
#include "worker.h"

#include "../data/country.h"
#include "../data/ground.h"
#include "../extract/extract.h"
#include "../extract/media/media.h"
#include "../parse/parse.h"
#include "../util/utf8.h"
#include "channel.h"
#include "helper.h"
#include "sandbox.h"
#include "signals.h"
#include "wire.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
	FLUSH_SIZE = 64 * 1024, /* bytes of records that are sent together */
	WORKER_NICE = 5
};

struct worker {
	const struct worker_start *start;
	uint32_t file;     /* which of those that it was given; from 0 */
	struct input help; /* what a helper gave last; mapped */
	char reason[HELPER_REASON];
	char type[MEDIA_SIZE]; /* of the file that is read */
	struct buf out;
	int error;           /* the first one in sending; nothing is sent after it */
	uint32_t page_count; /* of the source that is sent */
	bool document_too_large;
	bool spent; /* the file that is read is the last */
};

/* ---- records ---- */

static void flush(struct worker *w)
{
	if (w->error == 0)
		w->error = w->out.failed
				   ? -ENOMEM
				   : channel_send(WORKER_RECORDS, (struct slice){w->out.data, w->out.length});
	buf_clear(&w->out);
}

static void flush_if_full(struct worker *w)
{
	if (w->out.length >= FLUSH_SIZE)
		flush(w);
}

static void send_text(struct worker *w, struct slice text)
{
	while (text.length > 0 && w->error == 0) {
		struct slice piece = utf8_cut(text, WIRE_TEXT_MAX);

		wire_put_text(&w->out, piece);
		flush(w);
		text = slice_sub(text, piece.length, text.length);
	}
}

static void send_pages(struct worker *w, const uint64_t *first, size_t count)
{
	while (count > 0 && w->error == 0) {
		size_t n = count < WIRE_PAGES_MAX ? count : WIRE_PAGES_MAX;

		wire_put_pages(&w->out, first, n);
		flush(w);
		first += n;
		count -= n;
	}
}

static bool send_document(void *context, const struct document_facts *document)
{
	struct worker *w = context;
	struct document_facts facts = *document;

	/* The parser counts form feeds: without any it knows of no page, and one at the end begins none. */
	if (facts.first_page == 0 && w->page_count > 0)
		facts.first_page = facts.last_page = 1;
	facts.first_page = facts.first_page < w->page_count ? facts.first_page : w->page_count;
	facts.last_page = facts.last_page < w->page_count ? facts.last_page : w->page_count;
	w->document_too_large = !wire_put_document(&w->out, &facts);
	flush_if_full(w);
	return w->error == 0 && !w->document_too_large;
}

static void fail(struct worker *w, const char *reason)
{
	wire_put_failed(&w->out, reason, true);
}

static void fail_for_memory(struct worker *w)
{
	char reason[WIRE_WORD_MAX];

	snprintf(reason, sizeof reason, "it needs more than %llu MiB of memory%s%s%s",
		 (unsigned long long)(w->start->limits.memory / SANDBOX_MIB), w->type[0] ? " (" : "", w->type,
		 w->type[0] ? ")" : "");
	fail(w, reason);
}

static void fail_for(struct worker *w, int error, const char *reason)
{
	if (error == -ENOMEM)
		fail_for_memory(w);
	else
		wire_put_failed(&w->out, reason, error != -ENOPKG);
}

static void send_parse(struct worker *w, struct slice text, const struct declared_facts *declared)
{
	int r = text.length > 0 ? parse_text(text, declared, send_document, w) : 0;

	if (r == 0)
		wire_put_end(&w->out);
	else if (w->document_too_large)
		fail(w, "one of its documents has more facts than a store takes");
	else if (r == -ENOMEM)
		fail_for_memory(w);
	else if (w->error == 0)
		fail(w, "it could not be parsed");
}

/* ---- programs that help ---- */

static void drop_help(struct worker *w)
{
	if (w->help.mapped)
		munmap((void *)(uintptr_t)w->help.bytes.at, w->help.bytes.length);
	w->help = (struct input){.bytes = SLICE("")};
}

static int map_help(struct worker *w, const struct message *answer)
{
	void *map;

	if (answer->number == 0)
		return 0;
	map = mmap(NULL, (size_t)answer->number, PROT_READ, MAP_PRIVATE, answer->file, 0);
	if (map == MAP_FAILED)
		return -ENOMEM;
	w->help = (struct input){.bytes = {map, (size_t)answer->number}, .mapped = true};
	return 0;
}

static int ask_helper(void *context, enum helper helper, uint32_t page, struct slice *ret_output,
		      const char **ret_reason)
{
	struct worker *w = context;
	struct message answer;
	int r;

	drop_help(w);
	if (channel_say(WORKER_AID, &(struct message){helper, (uint64_t)w->file << 32 | page, -1}) != 0 ||
	    channel_hear(WORKER_AID, &answer) != 1)
		_exit(EXIT_FAILURE); /* the importer is gone */
	r = answer.file >= 0 ? map_help(w, &answer) : -EBADMSG;
	if (answer.file >= 0)
		close(answer.file);
	if (r == 0) {
		*ret_output = w->help.bytes;
	} else if (r == -EBADMSG) {
		helper_reason(helper, (enum help)answer.word, w->reason);
		*ret_reason = w->reason;
		r = answer.word == HELP_MISSING || answer.word == HELP_UNBOXED ? -ENOPKG : -EBADMSG;
	}
	return r;
}

/* ---- one file ---- */

static void send_extracted(struct worker *w, const struct format *format, const struct input *input,
			   const struct extracted *extracted)
{
	struct slice text = {extracted->text.data, extracted->text.length};

	if (extracted->is_source || text.length == 0)
		text = extracted->is_source ? input->bytes : SLICE("");
	wire_put_source(&w->out,
			&(struct record_source){.media = w->type,
						.charset = extracted->charset ? extracted->charset : "",
						.is_file = extracted->is_source,
						.has_members = extracted->has_members ||
							       (format->unpack && !format->extract),
						.remark = extracted->remark ? extracted->remark : "",
						.properties = extracted->properties,
						.property_count = extracted->property_count,
						.text_size = text.length,
						.page_count = extracted->page_count});
	if (!extracted->is_source)
		send_text(w, text);
	send_pages(w, extracted->pages, extracted->page_count);
	w->page_count = (uint32_t)extracted->page_count;
	send_parse(w, text, &extracted->declared);
}

static void read_input(struct worker *w, const struct input *input)
{
	struct extracted extracted = {.is_source = false};
	const struct aid aid = {w->start->ocr, ask_helper, w};
	const char *reason = "it could not be read";
	const struct format *format;
	int r;

	if (media_of(w->start->media, input->bytes, w->type) != 0) {
		fail(w, "what kind of file it is could not be found out");
		return;
	}
	format = format_for(w->type);
	if (!format) {
		wire_put_skipped(&w->out, w->type);
		return;
	}
	w->spent = format->fresh_worker;
	wire_put_media(&w->out, w->type);
	flush(w);
	r = format->extract ? format->extract(input, &aid, &extracted, &reason) : 0;
	if (r == 0)
		send_extracted(w, format, input, &extracted);
	else
		fail_for(w, r, reason);
	extracted_finish(&extracted);
	drop_help(w);
}

/* ---- the files within one file ---- */

static int begin_member(void *context, const struct member *member)
{
	struct worker *w = context;

	wire_put_member(&w->out, member);
	return w->error;
}

static int member_bytes(void *context, struct slice bytes)
{
	struct worker *w = context;

	for (size_t at = 0; at < bytes.length && w->error == 0; at += WIRE_TEXT_MAX) {
		wire_put_bytes(&w->out, slice_sub(bytes, at, at + WIRE_TEXT_MAX));
		flush_if_full(w);
	}
	return w->error;
}

static int end_member(void *context, const char *reason)
{
	struct worker *w = context;

	wire_put_member_end(&w->out, reason);
	flush_if_full(w);
	return w->error;
}

static void unpack_input(struct worker *w, const struct input *input)
{
	const struct aid aid = {w->start->ocr, ask_helper, w};
	const struct member_sink sink = {begin_member, member_bytes, end_member, w};
	const char *reason = "what it holds could not be read";
	const struct format *format = NULL;
	int r = media_of(w->start->media, input->bytes, w->type);

	if (r == 0)
		format = format_for(w->type);
	w->spent = true;
	r = format && format->unpack ? format->unpack(input, &aid, &sink, &reason) : -EBADMSG;
	if (r == 0)
		wire_put_end(&w->out);
	else if (w->error == 0)
		fail_for(w, r, reason);
	drop_help(w);
}

typedef void task_run(struct worker *w, const struct input *input);

/* For files that some filesystems do not map. */
static int load(int file, size_t size, struct buf *ret_bytes)
{
	if (!buf_reserve(ret_bytes, size))
		return -ENOMEM;
	while (ret_bytes->length < size) {
		ssize_t n = pread(file, ret_bytes->data + ret_bytes->length, size - ret_bytes->length,
				  (off_t)ret_bytes->length);

		if (n < 0 && errno != EINTR)
			return -errno;
		if (n == 0)
			break;
		if (n > 0)
			ret_bytes->length += (size_t)n;
	}
	return 0;
}

static void do_loaded(struct worker *w, int file, size_t size, task_run *task)
{
	struct buf bytes = {0};
	int r = load(file, size, &bytes);

	if (r == 0)
		task(w, &(struct input){.bytes = {buf_string(&bytes), bytes.length}});
	else if (r == -ENOMEM)
		fail_for_memory(w);
	else
		wire_put_failed(&w->out, strerror(-r), false);
	buf_finish(&bytes);
}

/* A mapped file that shrinks meanwhile ends the worker by SIGBUS; the importer then sees that the file
 * changed. */
static void do_file(struct worker *w, int file, size_t size, task_run *task)
{
	void *map = size > 0 ? mmap(NULL, size, PROT_READ, MAP_PRIVATE, file, 0) : MAP_FAILED;
	if (map == MAP_FAILED) {
		do_loaded(w, file, size, task);
		return;
	}
	task(w, &(struct input){.bytes = {map, size}, .mapped = true});
	munmap(map, size);
}

/* ---- the process ---- */

/* Nothing stays open but its two sockets: no terminal, no store, no other worker's socket. */
static int keep_only(int records, int aid)
{
	int null, spare = fcntl(aid, F_DUPFD_CLOEXEC, WORKER_AID + 1); /* out of the way of the other */

	if (spare < 0 || dup2(records, WORKER_RECORDS) < 0 || dup2(spare, WORKER_AID) < 0 ||
	    close_range(WORKER_AID + 1, ~0U, 0) != 0)
		return -errno;
	null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (null < 0)
		return -errno;
	for (int fd = 0; fd < WORKER_RECORDS; fd++)
		if (fd != null && dup2(null, fd) < 0)
			return -errno;
	return null < WORKER_RECORDS ? 0 : close(null);
}

void worker_settle(const struct worker_start *start)
{
	static const char greeting[] = {WORKER_GREETING};

	signals_leave();
	/* All wait for the one that writes, so it goes first where cores are few. */
	setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + WORKER_NICE);
	if (keep_only(start->records, start->aid) != 0 ||
	    sandbox_enter(&start->limits, start->importer) != 0 ||
	    channel_send(WORKER_RECORDS, (struct slice){greeting, sizeof greeting}) != 0)
		_exit(EXIT_FAILURE);
}

static bool ignore(void *context, const struct document_facts *document)
{
	(void)context;
	(void)document;
	return true;
}

/* A message of our own has the parser load what it would load with the first of a stranger. */
int worker_prepare(void)
{
	size_t count;

	if (!grounds(&count) || !countries(&count) || !country_forms(&count))
		return -ENOMEM;
	formats_prepare();
	return parse_text(SLICE("From: A\nSent: 1 July 2019\nTo: B\nSubject: C\xc3\xa9\n\ns9(2)(a) China\n"),
			  NULL, ignore, NULL);
}

_Noreturn void worker_run(const struct worker_start *start)
{
	struct worker w = {.start = start};
	struct message message;

	worker_settle(start);
	while (w.error == 0 && !w.spent && channel_hear(WORKER_RECORDS, &message) > 0 && message.file >= 0) {
		do_file(&w, message.file, (size_t)message.number,
			message.word == WORKER_UNPACK ? unpack_input : read_input);
		flush(&w);
		close(message.file);
		w.document_too_large = false;
		w.type[0] = '\0';
		w.file++;
	}
	_exit(w.error == 0 ? EXIT_SUCCESS : EXIT_FAILURE);
}
