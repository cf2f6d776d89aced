/* SPDX-License-Identifier: MIT */
#include "intake.h"

#include "../parse/parse.h"
#include "../util/file.h"
#include "sandbox.h"

#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
	REASON_SIZE = WIRE_WORD_MAX + 64,
	WAIT_BYTES = 1024 * 1024 /* of a source's text, and of its documents' records, up to which it waits */
};

void intake_init(struct intake *in, struct writer *writer, const char *zone, struct job *job)
{
	*in = (struct intake){.writer = writer, .zone = zone, .job = job, .text = -1};
}

static int abandon(struct intake *in)
{
	bool begun = in->begun;

	in->begun = false;
	return begun ? writer_source_abandon(in->writer) : 0;
}

int intake_finish(struct intake *in)
{
	int r = abandon(in);

	if (in->text >= 0)
		close(in->text);
	arena_finish(&in->arena);
	in->text = -1;
	return r;
}

/* ---- the source ---- */

static bool source_valid(const struct intake *in, const struct record_source *source)
{
	const struct digest *digest = &in->job->digest;

	if (strcmp(source->media, in->media) != 0)
		return false;
	return !source->is_file || (digest->utf8 && source->text_size == digest->size);
}

/* What is announced counts before memory is taken for it. */
static bool source_fits(const struct intake *in, const struct record_source *source)
{
	uint64_t most = sandbox_output_max(in->job->digest.size);

	return (source->is_file || source->text_size <= most) &&
	       source->page_count <= most / sizeof *in->pages;
}

static const struct property *copy_properties(struct intake *in, const struct record_source *source)
{
	struct property *copy = arena_array(&in->arena, source->property_count, sizeof *copy);

	for (size_t i = 0; copy && i < source->property_count; i++)
		copy[i] = (struct property){source->properties[i].key,
					    arena_string(&in->arena, slice_of(source->properties[i].value))};
	return copy;
}

static int copy_source(struct intake *in, const struct record_source *source)
{
	in->source = *source;
	in->source.media = arena_string(&in->arena, slice_of(source->media));
	in->source.charset = arena_string(&in->arena, slice_of(source->charset));
	in->source.remark = arena_string(&in->arena, slice_of(source->remark));
	in->source.properties = copy_properties(in, source);
	in->pages = arena_array(&in->arena, (size_t)source->page_count, sizeof *in->pages);
	return in->arena.failed ? -ENOMEM : 0;
}

static int open_text(struct intake *in)
{
	if (in->source.is_file || in->known)
		return 0;
	in->text = memfd_create("text", MFD_CLOEXEC);
	return in->text < 0 ? -errno : 0;
}

static int take_media(struct intake *in, const char *media)
{
	if (in->stage != INTAKE_BEGIN)
		return -EBADMSG;
	in->stage = INTAKE_MEDIA;
	in->media = arena_string(&in->arena, slice_of(media));
	return in->media ? 0 : -ENOMEM;
}

static int find_source(struct intake *in)
{
	int r = in->job->kind == JOB_AGAIN ? -ENOENT
					   : writer_source_find(in->writer, in->job->digest.sha256, &in->id);

	in->known = r == 0;
	if (in->job->kind == JOB_AGAIN)
		in->id = in->job->again;
	return r == -ENOENT ? 0 : r;
}

static int take_source(struct intake *in, const struct record_source *source)
{
	int r;

	if (in->stage != INTAKE_MEDIA || !source_valid(in, source))
		return -EBADMSG;
	if (!source_fits(in, source))
		return -E2BIG;
	in->stage = INTAKE_TEXT;
	r = find_source(in);
	if (r != 0)
		return r;
	r = copy_source(in, source);
	return r == 0 ? open_text(in) : r;
}

/* What goes wrong with a source that was looked at is no fault of its worker's. */
static int fatal(int r)
{
	return r == -EEXIST || r == -EINVAL || r == -ESTALE || r == -EBADMSG ? -EIO : r;
}

static int begin_source(struct intake *in, bool whole)
{
	const struct job *job = in->job;
	struct source_row row = {.media = in->source.media,
				 .charset = in->source.charset,
				 .zone = in->zone,
				 .parent = job->parent,
				 .has_members = in->source.has_members,
				 .properties = in->source.properties,
				 .property_count = in->source.property_count,
				 .parser = PARSE_VERSION,
				 .mtime = job->stat.st_mtim.tv_sec,
				 .sha256 = job->digest.sha256,
				 .file = job->file,
				 .file_size = job->digest.size,
				 .text = in->text,
				 .text_size = in->source.text_size,
				 .pages = in->pages,
				 .page_count = (size_t)in->source.page_count,
				 .whole = whole};
	int r = job->kind == JOB_AGAIN ? writer_source_again(in->writer, job->again, &row, in->counts)
				       : writer_source_begin(in->writer, &row, &in->id);

	bool is_unzoned = r == -EINVAL && job->kind == JOB_AGAIN;

	in->begun = !whole && (r == 0 || r == -ESTALE || is_unzoned);
	return r == -ESTALE || is_unzoned ? r : fatal(r);
}

/* Text and pages are whole before the store hears of a source, so that a worker that dies leaves no trace. */
static int go_on(struct intake *in)
{
	uint64_t text = in->source.is_file ? in->source.text_size : in->text_got;

	if (in->stage != INTAKE_TEXT || text != in->source.text_size ||
	    in->pages_got != in->source.page_count)
		return 0;
	in->stage = INTAKE_DOCUMENTS;
	/* A source that is read again has more to be undone than what it writes. */
	in->waiting = !in->known && in->job->kind != JOB_AGAIN && in->source.text_size <= WAIT_BYTES &&
		      in->job->digest.size <= WAIT_BYTES;
	return in->known || in->waiting ? 0 : begin_source(in, false);
}

/* ---- text and pages ---- */

static int take_text(struct intake *in, struct slice text)
{
	if (in->stage != INTAKE_TEXT || in->source.is_file || in->pages_got > 0 ||
	    text.length > in->source.text_size - in->text_got)
		return -EBADMSG;
	in->text_got += text.length;
	return in->known ? 0 : file_write(in->text, text);
}

static int take_pages(struct intake *in, const struct record_pages *pages)
{
	if (in->stage != INTAKE_TEXT || pages->count > in->source.page_count - in->pages_got)
		return -EBADMSG;
	if (in->pages_got > 0 && pages->first[0] < in->pages[in->pages_got - 1])
		return -EBADMSG;
	if (pages->first[pages->count - 1] > in->source.text_size)
		return -EBADMSG;
	memcpy(in->pages + in->pages_got, pages->first, pages->count * sizeof *pages->first);
	in->pages_got += pages->count;
	return 0;
}

/* ---- documents ---- */

/* -EBADMSG: the byte at `at` goes on with a character. */
static int check_boundary(const struct intake *in, uint64_t at)
{
	unsigned char byte;
	ssize_t n;

	if (at == in->source.text_size)
		return 0;
	do {
		n = pread(in->source.is_file ? in->job->file : in->text, &byte, 1, (off_t)at);
	} while (n < 0 && errno == EINTR);
	if (n != 1)
		return -ESTALE;
	return (byte & 0xc0) == 0x80 ? -EBADMSG : 0;
}

static bool document_valid(const struct intake *in, const struct document_facts *document)
{
	uint64_t pages = in->source.page_count;

	return document->range.first >= in->documents_end && document->range.last <= in->source.text_size &&
	       document->last_page <= pages && (document->first_page == 0) == (pages == 0);
}

/* Facts that contradict each other, such as two marks at one place, break a key of the store's. */
static int write_document(struct intake *in, const struct document_facts *facts)
{
	int r = writer_document(in->writer, facts);

	return r == -EEXIST || r == -EINVAL ? -EBADMSG : r;
}

static int write_waiting(struct intake *in, bool whole)
{
	int r = begin_source(in, whole);

	in->waiting = false;
	for (size_t i = 0; i < in->wait_count && r == 0; i++)
		r = whole ? fatal(writer_document(in->writer, &in->waits[i]))
			  : write_document(in, &in->waits[i]);
	return r;
}

/* The only contradiction that wire_decode() lets pass. */
static bool marks_differ(const struct document_facts *facts)
{
	for (size_t i = 1; i < facts->mark_count; i++)
		if (facts->marks[i - 1].where.first >= facts->marks[i].where.first)
			return false;
	return true;
}

static int wait(struct intake *in, const struct document_facts *facts)
{
	struct document_facts *place;

	if (!marks_differ(facts))
		return -EBADMSG;
	place = arena_push(&in->arena, &in->waits, &in->wait_count, &in->wait_capacity, sizeof *in->waits);
	if (!place)
		return -ENOMEM;
	*place = *facts;
	return in->wait_bytes > WAIT_BYTES ? write_waiting(in, false) : 0;
}

static int take_document(struct intake *in, const struct document_facts *document)
{
	int r;

	if (in->stage != INTAKE_DOCUMENTS || !document_valid(in, document))
		return -EBADMSG;
	in->documents++;
	in->documents_end = document->range.last;
	if (in->known)
		return 0;
	struct document_facts facts = *document;

	if (in->job->is_attachment && facts.type == TYPE_DOCUMENT)
		facts.type = TYPE_ATTACHMENT;
	r = check_boundary(in, facts.range.first);
	if (r == 0)
		r = check_boundary(in, facts.range.last);
	if (r < 0)
		return r;
	return in->waiting ? wait(in, &facts) : write_document(in, &facts);
}

/* ---- how it ended ---- */

static int settle_added(struct intake *in, uint64_t unassigned, uint64_t unindexed)
{
	char remark[2 * REASON_SIZE];
	const char *own = in->source.remark;
	int r;

	snprintf(remark, sizeof remark, "%s", own);
	if (unindexed > 0)
		snprintf(remark, sizeof remark,
			 "%s%s%llu bytes of its text are beyond what is indexed for search", own,
			 own[0] ? "; " : "", (unsigned long long)unindexed);
	r = job_settle(in->job, in->job->kind == JOB_AGAIN ? DOSSIER_UPDATED : DOSSIER_ADDED,
		       remark[0] ? remark : NULL);
	in->job->outcome.source = in->id;
	in->job->outcome.pages = in->source.page_count;
	in->job->outcome.documents = in->documents;
	in->job->outcome.unassigned = unassigned;
	return r == 0 ? 1 : r;
}

static int settle_known(struct intake *in)
{
	int r = job_settle(in->job, DOSSIER_KNOWN, NULL);

	in->job->outcome.source = in->id;
	return r == 0 ? 1 : r;
}

static int take_end(struct intake *in)
{
	uint64_t unassigned = 0, unindexed = 0;
	int r;

	if (in->stage != INTAKE_DOCUMENTS)
		return -EBADMSG;
	in->stage = INTAKE_END;
	if (in->known)
		return settle_known(in);
	if (job_changed(in->job))
		return -ESTALE;
	r = in->waiting ? write_waiting(in, true) : 0;
	if (r == 0)
		r = writer_source_end(in->writer, &unassigned, &unindexed);
	if (r != 0)
		return r;
	in->begun = false;
	return settle_added(in, unassigned, unindexed);
}

/* What another file holds is kept, so that it can be opened where it was found. */
static int keep_unread(struct intake *in, const char *media)
{
	char remark[REASON_SIZE];
	int r;

	snprintf(remark, sizeof remark, "no text is read from %s", media);
	r = take_media(in, media);
	if (r == 0)
		r = take_source(in, &(struct record_source){.media = media, .charset = "", .remark = remark});
	if (r == 0)
		r = go_on(in);
	return r == 0 ? take_end(in) : r;
}

static int take_skipped(struct intake *in, const char *media)
{
	char reason[REASON_SIZE];
	int r;

	if (in->stage != INTAKE_BEGIN)
		return -EBADMSG;
	if (in->job->kind == JOB_MEMBER)
		return keep_unread(in, media);
	in->stage = INTAKE_END;
	snprintf(reason, sizeof reason, "%s is not read by this version", media);
	r = job_settle(in->job, DOSSIER_SKIPPED, reason);
	return r == 0 ? 1 : r;
}

static int take_failed(struct intake *in, const struct record_failure *failure)
{
	int r = job_settle(in->job, DOSSIER_FAILED, failure->reason);

	if (in->stage == INTAKE_END)
		return -EBADMSG;
	in->stage = INTAKE_END;
	in->job->lasting = failure->lasting && !job_changed(in->job);
	if (r == 0)
		r = abandon(in);
	return r == 0 ? 1 : r;
}

static int take_record(struct intake *in, const struct record *record)
{
	switch (record->type) {
	case RECORD_MEDIA:
		return take_media(in, record->word);
	case RECORD_SOURCE:
		return take_source(in, &record->source);
	case RECORD_TEXT:
		return take_text(in, record->text);
	case RECORD_PAGES:
		return take_pages(in, &record->pages);
	case RECORD_DOCUMENT:
		return take_document(in, &record->document);
	case RECORD_END:
		return take_end(in);
	case RECORD_SKIPPED:
		return take_skipped(in, record->word);
	case RECORD_FAILED:
		return take_failed(in, &record->failure);
	default:
		return -EBADMSG;
	}
}

int intake_take(struct intake *in, struct slice frame)
{
	struct arena arena = {0};
	struct record record;
	int r;

	in->output += frame.length;
	if (in->output > sandbox_output_max(in->job->digest.size))
		return -E2BIG;
	in->wait_bytes += in->waiting ? frame.length : 0;
	r = wire_decode(frame, in->waiting ? &in->arena : &arena, &record);
	if (r == 0)
		r = take_record(in, &record);
	if (r == 0)
		r = go_on(in);
	arena_finish(&arena);
	return r;
}
