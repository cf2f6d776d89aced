/* SPDX-License-Identifier: MIT */
/* When a document's file was "modified" (DESIGN.md 3.4). */
#include "../../store/db/mtime.h"

#include <criterion/criterion.h>
#include <errno.h>

static int64_t in_zone(const char *zone, const char *text)
{
	struct mtime_zone *z;
	struct edtf date;

	cr_assert_eq(mtime_zone_create(zone, &z), 0, "%s", zone);
	cr_assert(edtf_parse(slice_of(text), &date), "%s", text);
	int64_t seconds = mtime_of(z, &date);

	mtime_zone_destroy(z);
	return seconds;
}

static void expect(const char *zone, const char *text, int64_t want)
{
	int64_t got = in_zone(zone, text);

	cr_assert_eq(got, want, "%s in %s: %lld", text, zone, (long long)got);
}

Test(mtime, a_printed_time_is_read_in_the_zone_of_the_source)
{
	expect("UTC", "2019-07-11T11:25", 1562844300);
	expect("UTC", "2019-07-11T11:25:30", 1562844330);
	expect("Pacific/Auckland", "2019-07-11T11:25", 1562801100); /* +12 */
	expect("Pacific/Auckland", "2019-01-11T11:25", 1547159100); /* +13 */
	expect("America/New_York", "2019-07-11T11:25", 1562858700); /* -4 */
	expect("Asia/Kolkata", "2019-07-11T11:25", 1562824500);     /* +5:30 */
}

Test(mtime, a_date_without_a_time_is_noon_and_a_month_or_year_its_first_day)
{
	expect("UTC", "2019-07-11", 1562846400);
	expect("UTC", "2019-07", 1561982400);
	expect("UTC", "2019", 1546344000);
	expect("Pacific/Auckland", "2019", 1546297200);
	expect("UTC", "2019?", 1546344000);
	expect("Pacific/Auckland", "", 0);
}

Test(mtime, a_zone_that_is_printed_goes_before_that_of_the_source)
{
	expect("Pacific/Auckland", "2022-04-21T05:00-04:00", 1650531600);
	expect("Pacific/Auckland", "2022-04-21T05:00Z", 1650517200);
	expect("Pacific/Auckland", "2022-04-21T05:00:30+05:30", 1650497430);
}

Test(mtime, a_time_that_the_clocks_left_out_or_had_twice_is_an_hour_at_most_away)
{
	expect("Pacific/Auckland", "2019-09-29T02:30", 1569681000); /* there was no 02:30: 03:30 NZDT */
	int64_t twice = in_zone("Pacific/Auckland", "2019-04-07T02:30");

	cr_assert(twice == 1554557400 || twice == 1554561000, "%lld", (long long)twice);
}

Test(mtime, dates_beyond_what_filesystems_hold_are_clamped)
{
	expect("UTC", "1850-01-01", MTIME_MIN);
	expect("UTC", "0001", MTIME_MIN);
	expect("UTC", "1901-12-15T00:00", -2147385600);
	expect("UTC", "1940-06-01", -933595200);
	expect("UTC", "2446-05-09T12:00", 15032260800);
	expect("UTC", "9999-12-31T23:59", MTIME_MAX);
	expect("UTC", "9999-12-31T23:59Z", MTIME_MAX);
}

Test(mtime, a_zone_that_is_none_is_refused)
{
	static const char *const names[] = {
		"", "Nowhere/Town", "GMT+25", "../../etc/passwd", "Pacific/Auckland ", "\xff\xfe", "pacific"};
	char endless[1000];
	struct mtime_zone *zone;

	memset(endless, 'A', sizeof endless - 1);
	endless[sizeof endless - 1] = '\0';
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		cr_assert_eq(mtime_zone_create(names[i], &zone), -EINVAL, "%s", names[i]);
	cr_assert_eq(mtime_zone_create(endless, &zone), -EINVAL);
	mtime_zone_destroy(NULL);
}
