/* SPDX-License-Identifier: MIT */
#include "mtime.h"

#include <errno.h>
#include <stdlib.h>
#include <unicode/ucal.h>
#include <unicode/ustring.h>

enum { ZONE_NAME_SIZE = 128, NOON = 12, DAY_SECONDS = 86400 };

struct mtime_zone {
	UCalendar *calendar;
};

int mtime_zone_create(const char *name, struct mtime_zone **ret)
{
	UChar wide[ZONE_NAME_SIZE], canonical[ZONE_NAME_SIZE];
	UErrorCode error = U_ZERO_ERROR;
	UBool system = false;

	if (strlen(name) >= ZONE_NAME_SIZE)
		return -EINVAL;
	u_uastrcpy(wide, name);
	ucal_getCanonicalTimeZoneID(wide, -1, canonical, ZONE_NAME_SIZE, &system, &error);
	if (U_FAILURE(error) || !system)
		return -EINVAL;
	struct mtime_zone *zone = calloc(1, sizeof *zone);

	if (!zone)
		return -ENOMEM;
	zone->calendar = ucal_open(wide, -1, "en", UCAL_GREGORIAN, &error);
	/* Printed dates are Gregorian however old: EDTF says so. */
	if (U_SUCCESS(error))
		ucal_setGregorianChange(zone->calendar, -8.64e15, &error);
	if (U_FAILURE(error)) {
		mtime_zone_destroy(zone);
		return -ENOMEM;
	}
	*ret = zone;
	return 0;
}

void mtime_zone_destroy(struct mtime_zone *zone)
{
	if (!zone)
		return;
	ucal_close(zone->calendar);
	free(zone);
}

static int64_t clamp(int64_t seconds)
{
	return seconds < MTIME_MIN ? MTIME_MIN : seconds > MTIME_MAX ? MTIME_MAX : seconds;
}

int64_t mtime_of(struct mtime_zone *zone, const struct edtf *date)
{
	if (date->precision == EDTF_NONE)
		return 0;
	bool timed = date->precision >= EDTF_MINUTE;
	int month = date->precision >= EDTF_MONTH ? date->month : 1,
	    day = date->precision >= EDTF_DAY ? date->day : 1;
	int hour = timed ? date->hour : NOON, minute = timed ? date->minute : 0;
	int second = date->precision >= EDTF_SECOND ? date->second : 0;
	int64_t plain = edtf_days(date->year, month, day) * DAY_SECONDS + hour * 3600 + minute * 60 + second;

	if (timed && date->zoned)
		return clamp(plain - date->zone_minutes * 60);
	UErrorCode error = U_ZERO_ERROR;

	ucal_clear(zone->calendar);
	ucal_setDateTime(zone->calendar, date->year, month - 1, day, hour, minute, second, &error);
	double milliseconds = ucal_getMillis(zone->calendar, &error);

	return clamp(U_FAILURE(error) ? plain : (int64_t)(milliseconds / 1000));
}
