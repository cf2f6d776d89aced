/* SPDX-License-Identifier: MIT */
#include "archive_kit.h"

#include "../../store/extract/unpack.h"
#include "../../store/util/utf8.h"

#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

enum { KEPT = 16, STOP = -ECANCELED };

/* What a sink got: the first members in full, of all the numbers. */
struct got {
	struct {
		char path[512];
		struct buf bytes;
		const char *fault;
		bool has_mtime;
		int64_t mtime;
	} members[KEPT];
	size_t begun, ended, faults;
	uint64_t total, most; /* bytes; most before it stops, 0: any number */
};

static int begin(void *context, const struct member *member)
{
	struct got *got = context;

	cr_assert_eq(got->begun, got->ended);
	if (got->begun < KEPT) {
		snprintf(got->members[got->begun].path, sizeof got->members->path, "%.*s",
			 (int)member->path.length, member->path.at);
		got->members[got->begun].has_mtime = member->has_mtime;
		got->members[got->begun].mtime = member->mtime;
	}
	got->begun++;
	return 0;
}

static int bytes(void *context, struct slice piece)
{
	struct got *got = context;

	cr_assert_eq(got->begun, got->ended + 1);
	got->total += piece.length;
	if (got->most > 0 && got->total > got->most)
		return STOP;
	if (got->begun <= KEPT && got->total < 4 * 1024 * 1024)
		buf_slice(&got->members[got->begun - 1].bytes, piece);
	return 0;
}

static int end(void *context, const char *reason)
{
	struct got *got = context;

	if (got->ended < KEPT)
		got->members[got->ended].fault = reason;
	got->faults += reason != NULL;
	got->ended++;
	cr_assert_eq(got->begun, got->ended);
	return 0;
}

static const char *why;

static int unpack(struct slice archive, struct got *got)
{
	const struct member_sink sink = {begin, bytes, end, got};

	why = "";
	unpack_format.prepare();
	return archive_unpack(archive, &sink, &why);
}

static void got_finish(struct got *got)
{
	for (size_t i = 0; i < KEPT; i++)
		buf_finish(&got->members[i].bytes);
	*got = (struct got){.begun = 0};
}

static void expect(struct got *got, size_t i, const char *path, const char *text)
{
	cr_assert_lt(i, got->ended);
	cr_assert_str_eq(got->members[i].path, path);
	cr_assert_null(got->members[i].fault, "%s: %s", path, got->members[i].fault);
	cr_assert_str_eq(buf_string(&got->members[i].bytes), text);
}

static void expect_two(const char *format, const char *filter, const char *options)
{
	struct got got = {.begun = 0};
	struct making making;

	making_begin(&making, format, filter, options);
	making_file(&making, "folder/one.txt", "The first.");
	making_file(&making, "two.txt", "The second.");
	cr_assert_eq(unpack(making_end(&making), &got), 0, "%s %s: %s", format, filter, why);
	cr_assert_eq(got.ended, 2, "%s %s: %zu", format, filter, got.ended);
	expect(&got, 0, "folder/one.txt", "The first.");
	expect(&got, 1, "two.txt", "The second.");
	cr_assert(got.members[0].has_mtime);
	cr_assert_eq(got.members[0].mtime, 1562844300);
	got_finish(&got);
	buf_finish(&making.bytes);
}

Test(archive, every_kind_gives_its_files_with_path_and_time)
{
	expect_two("zip", NULL, NULL);
	expect_two("zip", NULL, "zip:compression=store");
	expect_two("zip", NULL, "zip:zip64");
	expect_two("7zip", NULL, NULL);
	expect_two("7zip", NULL, "7zip:compression=ppmd");
	expect_two("ustar", NULL, NULL);
	expect_two("paxr", NULL, NULL);
	expect_two("gnutar", NULL, NULL);
	expect_two("newc", NULL, NULL);
	expect_two("odc", NULL, NULL);
}

Test(archive, a_compressed_archive_is_opened_in_one_step)
{
	static const char *const filters[] = {"gzip", "bzip2", "xz",  "lzma",
					      "lzip", "zstd",  "lz4", "compress"};

	for (size_t i = 0; i < sizeof filters / sizeof *filters; i++)
		expect_two("pax", filters[i], NULL);
}

static void make_compressed(struct making *making, const char *filter, struct slice text)
{
	making_begin(making, "raw", filter, NULL);
	making_add(making, "x", AE_IFREG, text);
	making_end(making);
}

Test(archive, a_compressed_file_is_one_member_without_a_name)
{
	static const char *const filters[] = {"gzip", "bzip2", "xz",  "lzma",
					      "lzip", "zstd",  "lz4", "compress"};

	for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
		struct got got = {.begun = 0};
		struct making making;

		make_compressed(&making, filters[i], SLICE("A page of invented text."));
		cr_assert_eq(unpack((struct slice){making.bytes.data, making.bytes.length}, &got), 0, "%s",
			     filters[i]);
		cr_assert_eq(got.ended, 1);
		expect(&got, 0, "", "A page of invented text.");
		got_finish(&got);
		buf_finish(&making.bytes);
	}
}

Test(archive, an_archive_in_an_archive_is_a_member)
{
	struct making inner, outer;
	struct got got = {.begun = 0};
	struct slice zip;

	making_begin(&inner, "zip", NULL, NULL);
	making_file(&inner, "deep.txt", "Deep.");
	zip = making_end(&inner);
	making_begin(&outer, "zip", NULL, "zip:compression=store");
	making_add(&outer, "inner.zip", AE_IFREG, zip);
	cr_assert_eq(unpack(making_end(&outer), &got), 0);
	cr_assert_eq(got.ended, 1);
	cr_assert_str_eq(got.members[0].path, "inner.zip");
	cr_assert_eq(got.members[0].bytes.length, zip.length);
	cr_assert_eq(memcmp(got.members[0].bytes.data, zip.at, zip.length), 0);
	got_finish(&got);
	buf_finish(&outer.bytes);

	/* Also where the outer one is only a filter around it. */
	make_compressed(&outer, "gzip", zip);
	cr_assert_eq(unpack((struct slice){outer.bytes.data, outer.bytes.length}, &got), 0);
	cr_assert_eq(got.ended, 1);
	cr_assert_str_eq(got.members[0].path, "");
	cr_assert_eq(got.members[0].bytes.length, zip.length);
	got_finish(&got);
	buf_finish(&outer.bytes);
	buf_finish(&inner.bytes);
}

Test(archive, only_regular_files_are_members)
{
	struct got got = {.begun = 0};
	struct making making;

	making_begin(&making, "pax", NULL, NULL);
	making_add(&making, "folder", AE_IFDIR, SLICE(""));
	making_add(&making, "link", AE_IFLNK, SLICE("/etc/hostname"));
	making_add(&making, "pipe", AE_IFIFO, SLICE(""));
	making_add(&making, "device", AE_IFCHR, SLICE(""));
	making_file(&making, "file", "Only this.");
	cr_assert_eq(unpack(making_end(&making), &got), 0);
	cr_assert_eq(got.ended, 1);
	expect(&got, 0, "file", "Only this.");
	got_finish(&got);
	buf_finish(&making.bytes);
}

static void expect_path(const char *format, const char *path, const char *wanted)
{
	struct got got = {.begun = 0};
	struct making making;

	making_begin(&making, format, NULL, NULL);
	making_file(&making, path, "x");
	cr_assert_eq(unpack(making_end(&making), &got), 0, "%s", path);
	expect(&got, 0, wanted, "x");
	got_finish(&got);
	buf_finish(&making.bytes);
}

Test(archive, paths_are_handed_out_as_they_are)
{
	static const char *const formats[] = {"zip", "pax", "gnutar", "7zip"};
	char lengthy[400];

	memset(lengthy, 'n', sizeof lengthy - 1);
	lengthy[sizeof lengthy - 1] = '\0';
	lengthy[200] = '/';
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		expect_path(formats[i], "/etc/passwd", "/etc/passwd");
		expect_path(formats[i], "../../up", "../../up");
		expect_path(formats[i], "two\nlines", "two\nlines");
		expect_path(formats[i], lengthy, lengthy);
	}
}

/* This process has the C locale, as every worker may. */
Test(archive, names_beyond_ascii_need_no_locale)
{
	static const char name[] = "Whang\xc4\x81rei \xe6\x96\xb0\xe7\x96\x86.txt";
	static const char *const formats[] = {"zip", "pax", "7zip", "gnutar"};

	cr_assert_str_eq(setlocale(LC_CTYPE, NULL), "C");
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0), before = uselocale(utf8);
		struct got got = {.begun = 0};
		struct making making;

		making_begin(&making, formats[i], NULL, NULL);
		making_file(&making, name, "x");
		making_end(&making);
		uselocale(before);
		cr_assert_eq(unpack((struct slice){making.bytes.data, making.bytes.length}, &got), 0);
		expect(&got, 0, name, "x");
		got_finish(&got);
		buf_finish(&making.bytes);
		freelocale(utf8);
	}
}

Test(archive, a_name_in_no_stated_charset_keeps_its_bytes)
{
	struct got got = {.begun = 0};
	struct making making;

	making_begin(&making, "zip", NULL, NULL);
	making_file(&making, "caf\x82.txt", "x"); /* code page 437 */
	making_end(&making);
	cr_assert_eq(unpack((struct slice){making.bytes.data, making.bytes.length}, &got), 0);
	expect(&got, 0, "caf\x82.txt", "x");
	got_finish(&got);
	buf_finish(&making.bytes);
}

Test(archive, an_encrypted_member_says_so)
{
	static const char *const ways[] = {"zip:encryption=traditional", "zip:encryption=aes256"};

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		struct got got = {.begun = 0};
		struct making making;

		making_begin(&making, "zip", NULL, ways[i]);
		making_file(&making, "kept.txt", "Not to be read.");
		making_file(&making, "too.txt", "Nor this.");
		cr_assert_eq(unpack(making_end(&making), &got), 0);
		cr_assert_eq(got.ended, 2);
		cr_assert_eq(got.total, 0);
		cr_assert_str_eq(got.members[0].fault, "it is encrypted");
		cr_assert_str_eq(got.members[1].fault, "it is encrypted");
		got_finish(&got);
		buf_finish(&making.bytes);
	}
}

Test(archive, an_empty_archive_has_no_members)
{
	static const char *const formats[] = {"zip", "7zip", "pax"};

	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		struct got got = {.begun = 0};
		struct making making;

		making_begin(&making, formats[i], NULL, NULL);
		cr_assert_eq(unpack(making_end(&making), &got), 0, "%s: %s", formats[i], why);
		cr_assert_eq(got.begun, 0);
		buf_finish(&making.bytes);
	}
}

Test(archive, what_is_no_archive_is_refused_and_never_its_own_member)
{
	struct got got = {.begun = 0};

	cr_assert_eq(unpack(SLICE("PK and then nothing that any archive begins with"), &got), -EBADMSG);
	cr_assert_str_eq(why, "it is damaged or cut short");
	cr_assert_eq(unpack(SLICE("\x1f\x8b"), &got), -EBADMSG);
	cr_assert_eq(got.begun, 0);
}

Test(archive, ten_thousand_members_come_one_after_the_other)
{
	struct got got = {.begun = 0};
	struct making making;

	making_begin(&making, "zip", NULL, NULL);
	for (int i = 0; i < 10000; i++) {
		char path[32];

		snprintf(path, sizeof path, "%d/page.txt", i);
		making_file(&making, path, path);
	}
	cr_assert_eq(unpack(making_end(&making), &got), 0);
	cr_assert_eq(got.ended, 10000);
	got_finish(&got);
	buf_finish(&making.bytes);
}

static struct slice same_bytes(size_t length)
{
	char *bytes_of = malloc(length);

	cr_assert(bytes_of);
	memset(bytes_of, 'a', length); /* a file of zeros is an empty tar archive */
	return (struct slice){bytes_of, length};
}

Test(archive, a_sink_that_has_enough_stops_a_bomb)
{
	struct slice large = same_bytes(64 * 1024 * 1024);
	struct got got = {.most = 1024 * 1024};
	struct making making;

	make_compressed(&making, "gzip", large);
	cr_assert_lt(making.bytes.length, large.length / 900);
	cr_assert_eq(unpack((struct slice){making.bytes.data, making.bytes.length}, &got), STOP);
	cr_assert_eq(got.ended, 0);
	cr_assert_lt(got.total, 2 * 1024 * 1024);
	got_finish(&got);
	buf_finish(&making.bytes);
	free((void *)(uintptr_t)large.at);
}

/* The header of GNU tar's old way with sparse files: 512 bytes at 1 MiB of a file of a pebibyte. */
static void make_sparse(char tar[static 2048])
{
	unsigned sum = 0;

	memset(tar, 0, 2048);
	strcpy(tar, "sparse");
	strcpy(tar + 100, "0000644");
	strcpy(tar + 124, "00000001000"); /* size in the archive */
	strcpy(tar + 136, "00000000000");
	memset(tar + 148, ' ', 8);
	tar[156] = 'S';
	strcpy(tar + 257, "ustar  ");
	strcpy(tar + 386, "00004000000"); /* where its only piece stands, and how long it is */
	strcpy(tar + 398, "00000001000");
	tar[483] = (char)0x80; /* real size, in binary */
	tar[488] = 4;
	for (size_t i = 0; i < 512; i++)
		sum += (unsigned char)tar[i];
	snprintf(tar + 148, 8, "%06o", sum);
	memset(tar + 512, 'x', 512);
}

Test(archive, a_hole_is_zeros_that_take_no_memory)
{
	struct got got = {.most = 8 * 1024 * 1024};
	char tar[2048];

	make_sparse(tar);
	cr_assert_eq(unpack((struct slice){tar, sizeof tar}, &got), STOP);
	cr_assert_eq(got.begun, 1);
	cr_assert_eq(got.members[0].bytes.data[1024 * 1024 - 1], '\0');
	cr_assert_eq(got.members[0].bytes.data[1024 * 1024], 'x');
	cr_assert_eq(got.members[0].bytes.data[1024 * 1024 + 512], '\0');
	got_finish(&got);
}

/* A zip of three, of which one holds enough to be cut and flipped in. */
static struct slice sample(struct making *making, const char *format, const char *filter)
{
	struct buf text = {0};

	for (unsigned i = 0; i < 300; i++)
		buf_format(&text, "Line %u of a file that nobody wrote: %u.\n", i, i * 2654435761u);
	making_begin(making, format, filter, NULL);
	making_file(making, "first.txt", "The first.");
	making_file(making, "second.txt", buf_string(&text));
	making_file(making, "third.txt", "The third.");
	buf_finish(&text);
	return making_end(making);
}

static const struct {
	const char *format, *filter;
} kinds[] = {{"zip", NULL}, {"7zip", NULL},   {"pax", "gzip"},
	     {"pax", "xz"}, {"gnutar", NULL}, {"newc", "zstd"}};

Test(archive, an_archive_that_is_cut_never_passes_for_whole)
{
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		struct making making;
		struct slice whole = sample(&making, kinds[k].format, kinds[k].filter);

		for (size_t cut = 0; cut < whole.length; cut += 100) {
			struct got got = {.begun = 0};
			int r = unpack(slice_sub(whole, 0, cut), &got);

			cr_assert(r == 0 || r == -EBADMSG);
			cr_assert(cut == 0 || r != 0 || got.faults > 0 || got.ended < 3 || got.total > 10000);
			got_finish(&got);
		}
		buf_finish(&making.bytes);
	}
}

Test(archive, flipped_bytes_are_survived)
{
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		struct making making;
		struct slice whole = sample(&making, kinds[k].format, kinds[k].filter);

		for (size_t at = 0; at < whole.length; at += at < 200 || at + 400 > whole.length ? 1 : 37) {
			struct got got = {.most = 64 * 1024 * 1024};
			int r;

			making.bytes.data[at] ^= 0x55;
			r = unpack(whole, &got);
			cr_assert(r == 0 || r == -EBADMSG || r == STOP || r == -ENOMEM);
			making.bytes.data[at] ^= 0x55;
			got_finish(&got);
		}
		buf_finish(&making.bytes);
	}
}

Test(archive, members_after_a_damaged_one_are_read)
{
	struct got got = {.begun = 0};
	struct making making;
	struct slice whole = sample(&making, "zip", NULL);
	size_t at = slice_find(whole, SLICE("second.txt"), 0);

	memset(making.bytes.data + at + 200, 0xff, 300);
	cr_assert_eq(unpack(whole, &got), 0, "%s", why);
	cr_assert_eq(got.ended, 3);
	expect(&got, 0, "first.txt", "The first.");
	cr_assert_str_eq(got.members[1].path, "second.txt");
	cr_assert_str_eq(got.members[1].fault, "it is damaged or cut short");
	expect(&got, 2, "third.txt", "The third.");
	got_finish(&got);
	buf_finish(&making.bytes);
}

Test(archive, a_compressed_file_that_is_cut_gives_what_is_there_and_says_so)
{
	struct got got = {.begun = 0};
	struct making making;
	struct buf text = {0};

	for (unsigned i = 0; i < 100000; i++)
		buf_format(&text, "%u\n", i * 2654435761u);
	make_compressed(&making, "gzip", (struct slice){text.data, text.length});
	cr_assert_eq(unpack((struct slice){making.bytes.data, making.bytes.length - 1000}, &got), 0, "%s",
		     why);
	cr_assert_eq(got.ended, 1);
	cr_assert_gt(got.total, text.length / 2);
	cr_assert_str_eq(got.members[0].fault, "it is damaged or cut short");
	got_finish(&got);
	buf_finish(&making.bytes);
	buf_finish(&text);
}
