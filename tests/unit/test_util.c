/* SPDX-License-Identifier: MIT */
#include "../../store/util/arena.h"
#include "../../store/util/buf.h"
#include "../../store/util/cursor.h"
#include "../../store/util/edtf.h"
#include "../../store/util/file.h"
#include "../../store/util/icu.h"
#include "../../store/util/utf8.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

Test(util, a_cursor_that_is_asked_for_too_much_fails_for_ever)
{
	struct cursor c = cursor_of("\x01\x02\x03", 3);

	cr_assert_eq(cursor_u16(&c), 0x0201);
	cr_assert_eq(cursor_u16(&c), 0);
	cr_assert(c.failed);
	cr_assert_eq(cursor_u8(&c), 0, "the byte that is left is not given after a failure");
	cr_assert_not(cursor_done(&c));
}

Test(util, numbers_written_to_a_buffer_are_read_back_by_a_cursor)
{
	struct buf b = {0};

	buf_u8(&b, 0xfe);
	buf_u16(&b, 0xfedc);
	buf_u32(&b, 0xfedcba98);
	buf_u64(&b, 0xfedcba9876543210);
	struct cursor c = cursor_of(b.data, b.length);

	cr_assert_eq(cursor_u8(&c), 0xfe);
	cr_assert_eq(cursor_u16(&c), 0xfedc);
	cr_assert_eq(cursor_u32(&c), 0xfedcba98);
	cr_assert_eq(cursor_u64(&c), 0xfedcba9876543210);
	cr_assert(cursor_done(&c));
	buf_finish(&b);
}

Test(util, a_date_survives_printing_and_parsing_at_every_precision)
{
	static const char *const texts[] = {"",
					    "0001",
					    "2019",
					    "2019-06",
					    "2024-02-29",
					    "2019-07-11T11:25",
					    "9999-12-31",
					    "2019-06?",
					    "2022-04-21T05:00-04:00",
					    "2019-07-11T23:59:59Z"};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct edtf date;
		char text[EDTF_SIZE];

		cr_assert(edtf_parse(slice_of(texts[i]), &date), "%s", texts[i]);
		edtf_print(&date, text);
		cr_assert_str_eq(text, texts[i]);
	}
}

Test(util, a_date_that_no_calendar_has_is_refused)
{
	static const char *const texts[] = {"0000",
					    "10000",
					    "2019-13",
					    "2019-00",
					    "2019-02-29",
					    "2019-07-11T24:00",
					    "2019-07-11T11:60",
					    "2019-7-1",
					    "2019-07-11 ",
					    "20190711",
					    "2019-07-11T11:25+15:00"};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct edtf date;

		cr_assert_not(edtf_parse(slice_of(texts[i]), &date), "%s", texts[i]);
	}
}

Test(util, days_and_weekdays_follow_the_gregorian_calendar)
{
	cr_assert_eq(edtf_days(1970, 1, 1), 0);
	cr_assert_eq(edtf_days(2000, 3, 1), 11017);
	cr_assert_eq(edtf_days(1, 1, 1), -719162);
	cr_assert_eq(edtf_weekday(2019, 7, 11), 4, "a Thursday");
	cr_assert_eq(edtf_weekday(1, 1, 1), 1, "a Monday");
}

/* What is answered without ICU, as ICU answers it. */
Test(util, characters_that_are_known_by_heart_are_as_icu_has_them)
{
	for (uint32_t c = 0; c < 0x3000; c++) {
		uint32_t type = U_MASK(icu()->u_charType((UChar32)c));
		int wide = icu()->u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH);
		int columns = type & (U_GC_MN_MASK | U_GC_ME_MASK)          ? 0
			      : wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2
									    : 1;

		cr_expect_eq(utf8_is_letter(c), (type & (U_GC_L_MASK | U_GC_M_MASK)) != 0, "%x", c);
		cr_expect_eq(utf8_is_upper(c), (type & (U_GC_LU_MASK | U_GC_LT_MASK)) != 0, "%x", c);
		cr_expect_eq(utf8_is_lower(c), (type & U_GC_LL_MASK) != 0, "%x", c);
		cr_expect_eq(utf8_is_alnum(c), (type & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0, "%x",
			     c);
		cr_expect_eq(utf8_is_control(c), (type & U_GC_C_MASK) != 0, "%x", c);
		cr_expect_eq(utf8_is_space(c), icu()->u_isUWhiteSpace((UChar32)c) != 0, "%x", c);
		cr_expect_eq(utf8_is_quote(c),
			     icu()->u_hasBinaryProperty((UChar32)c, UCHAR_QUOTATION_MARK) || c == 0x2032 ||
				     c == 0x2033,
			     "%x", c);
		cr_expect_eq(utf8_columns(c), c == 0xad ? 0 : columns, "%x", c);
	}
}

Test(util, malformed_utf8_is_found_where_it_begins)
{
	cr_assert_eq(utf8_valid(SLICE("Whang\xc4\x81rei")), 10);
	cr_assert_eq(utf8_valid(SLICE("ab\xff"
				      "cd")),
		     2);
	cr_assert_eq(utf8_valid(SLICE("ab\xc4")), 2, "a character cut short");
	cr_assert_eq(utf8_valid(SLICE("\xed\xa0\x80")), 0, "a surrogate");
	cr_assert_eq(utf8_valid(SLICE("\xef\xbf\xbd!")), 4, "a real U+FFFD is valid");
	cr_assert_eq(utf8_valid(SLICE("a\0b")), 3);
}

Test(util, a_cut_never_splits_a_character)
{
	struct slice s = SLICE("T\xc5\xabr");

	cr_assert_eq(utf8_cut(s, 2).length, 1);
	cr_assert_eq(utf8_cut(s, 3).length, 3);
	cr_assert_eq(utf8_cut(s, 9).length, 4);
}

Test(util, folding_makes_names_equal_that_differ_in_case_or_width)
{
	struct buf a = {0}, b = {0};

	utf8_fold(&a, SLICE("Beijing \xef\xbc\xa1"));
	utf8_fold(&b, SLICE("BEIJING a"));
	cr_assert(slice_equal((struct slice){a.data, a.length}, (struct slice){b.data, b.length}));
	buf_finish(&a);
	buf_finish(&b);
}

Test(util, an_array_in_an_arena_keeps_its_elements_as_it_grows)
{
	struct arena arena = {0};
	int *numbers = NULL;
	size_t count = 0, capacity = 0;

	for (int i = 0; i < 1000; i++) {
		int *n = arena_push(&arena, &numbers, &count, &capacity, sizeof *numbers);

		cr_assert_not_null(n);
		*n = i;
	}
	for (int i = 0; i < 1000; i++)
		cr_assert_eq(numbers[i], i);
	arena_finish(&arena);
}

Test(util, a_folded_copy_is_what_folding_appends)
{
	struct arena arena = {0};

	cr_assert_str_eq(utf8_folded(SLICE("Beijing \xef\xbc\xa1"), &arena), "beijing a");
	cr_assert_str_eq(utf8_folded(SLICE(""), &arena), "");
	arena_finish(&arena);
}

Test(util, bytes_written_where_a_file_stands_follow_each_other_and_those_at_a_place_do_not_move_it)
{
	char got[16] = "";
	int file = memfd_create("written", MFD_CLOEXEC);

	cr_assert_eq(file_write(file, SLICE("one ")), 0);
	cr_assert_eq(file_write_at(file, SLICE("three"), 8), 0);
	cr_assert_eq(file_write(file, SLICE("two ")), 0);
	cr_assert_eq(pread(file, got, sizeof got, 0), 13);
	cr_assert_str_eq(got, "one two three");
	close(file);
}

Test(util, a_write_longer_than_a_pipe_takes_at_once_is_written_in_full)
{
	static char bytes[3 << 16], got[sizeof bytes];
	int ends[2], status;
	size_t read_bytes = 0;

	memset(bytes, 'x', sizeof bytes);
	cr_assert_eq(pipe(ends), 0);
	pid_t writer = fork();

	if (writer == 0) {
		close(ends[0]);
		_exit(file_write(ends[1], (struct slice){bytes, sizeof bytes}) == 0 ? 0 : 1);
	}
	close(ends[1]);
	for (ssize_t n; (n = read(ends[0], got + read_bytes, sizeof got - read_bytes)) > 0;)
		read_bytes += (size_t)n;
	close(ends[0]);
	cr_assert_eq(waitpid(writer, &status, 0), writer);
	cr_assert_eq(status, 0);
	cr_assert_arr_eq(got, bytes, sizeof bytes);
}

Test(util, a_file_that_cannot_be_written_says_why)
{
	int file = open("/dev/null", O_RDONLY | O_CLOEXEC);

	cr_assert_eq(file_write(file, SLICE("")), 0, "nothing is written");
	cr_assert_eq(file_write(file, SLICE("x")), -EBADF);
	cr_assert_eq(file_write_at(file, SLICE("x"), 0), -EBADF);
	close(file);
}

Test(util, a_sealed_file_takes_no_more_bytes)
{
	int file = memfd_create("sealed", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	cr_assert_eq(file_write(file, SLICE("kept")), 0);
	cr_assert_eq(file_seal(file), 0);
	cr_assert_eq(file_write_at(file, SLICE("l"), 0), -EPERM);
	cr_assert_eq(ftruncate(file, 0), -1);
	cr_assert_eq(file_seal(file), -EPERM, "nor another seal");
	close(file);
}
