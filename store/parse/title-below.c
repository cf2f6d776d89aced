/* SPDX-License-Identifier: MIT */
/* What stands between the name of a paper's kind and its title: an office, a press office's masthead; and
 * minutes that name their meeting below that name. */
#include "title-line.h"

#include "date.h"
#include "dating-line.h"
#include "opening.h"
#include "shape.h"

enum {
	UNIT_WORDS = 8,
	PRESS_LINES = 8,  /* lines with words from a masthead to the headline */
	MEETING_WORDS = 4 /* least words that name a meeting */
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* "Department of Tides" between the name of the kind and a title that stands alone: the title's line. */
size_t title_below_unit(const struct lines *lines, const struct part *part, size_t line, bool below_kind,
			const struct regimes *regimes)
{
	struct slice text = line_text(lines, line);
	size_t next = lines_next_words(lines, line + 1, part->last_line);

	if (!shape_is_unit(text) || shape_word_count(text, UNIT_WORDS + 1) > UNIT_WORDS ||
	    next == part->last_line || shape_word_count(line_text(lines, next), 3) < 3)
		return line;
	/* Without a kind above only where the office stands alone, as in a letterhead, over lines on a
	 * meeting. */
	if (below_kind ? !opening_stands_alone(lines, next)
		       : !opening_stands_alone(lines, line) || !dating_is_meeting(line_text(lines, next)))
		return line;
	return title_find(lines, part, next, 1, regimes) == next ? next : line;
}

/* "Bureau of Tides" above "For Immediate Release" or a day */
static bool is_office_over_marks(const struct lines *lines, const struct part *part, size_t line)
{
	size_t next = lines_next_words(lines, line + 1, part->last_line);
	struct slice unit, date;

	return next < part->last_line && shape_is_unit(line_text(lines, line)) &&
	       shape_word_count(line_text(lines, line), UNIT_WORDS) < UNIT_WORDS &&
	       (title_is_furniture(line_text(lines, next)) ||
		(split_sign_off(line_text(lines, next), &unit, &date) && unit.length == 0));
}

/*
 * "NEWS RELEASE", "Bureau of Tides", "For Immediate Release", a headline that stands alone: the office right
 * below the name is no title. The headline's line; `line` where there is none.
 */
size_t title_below_masthead(const struct lines *lines, const struct part *part, size_t line, size_t heading,
			    const struct regimes *regimes)
{
	if (line <= heading || line == part->last_line || !part->has_kind ||
	    !title_names_release(title_without_day(line_text(lines, heading))) ||
	    !(line == heading + 1 || is_office_over_marks(lines, part, line)))
		return line;
	size_t next = title_find(lines, part, line + 1, PRESS_LINES, regimes);

	return next < part->last_line && opening_stands_alone(lines, next) &&
			       shape_word_count(line_text(lines, next), 3) == 3
		       ? next
		       : line;
}

/* "FHP-302 (Rev. 6-09)", "FEDERAL HARBOR POLICE", "REPORT OF INTERVIEW": below a form's number stands the
 * agency before what the form is called. */
size_t title_below_agency(const struct lines *lines, const struct part *part, size_t line,
			  const struct regimes *regimes)
{
	size_t first = lines_next_words(lines, part->first_line, part->last_line);
	size_t next = lines_next_words(lines, line + 1, part->last_line);

	return first < line && lines_next_words(lines, first + 1, part->last_line) == line &&
			       shape_is_form_number(line_text(lines, first)) &&
			       opening_stands_alone(lines, line) && next < part->last_line &&
			       opening_stands_alone(lines, next) &&
			       shape_is_capitals(line_text(lines, next)) &&
			       shape_is_title(line_text(lines, next), regimes) &&
			       shape_word_count(line_text(lines, next), 2) == 2
		       ? next
		       : line;
}

/* "88th meeting of the Colour Committee (hybrid), 8 February 2023" below "MINUTES": the meeting without how
 * and when it was held. */
bool title_is_of_minutes(const struct lines *lines, const struct part *part, size_t line, struct slice *ret)
{
	static const char *const names[] = {"minutes", "draft minutes", "minutes (draft)"};
	size_t next = lines_next_words(lines, line + 1, part->last_line), first, last;
	struct edtf date;

	if (next == part->last_line || !slice_is_one_of_ci(line_text(lines, line), names, COUNT(names)))
		return false;
	struct slice text = line_text(lines, next), meeting = text;

	if (text.length > SHAPE_TITLE_MAX || slice_find_ci(text, SLICE("meeting"), 0) == text.length ||
	    !date_find(text, &date, &first, &last) || date.precision < EDTF_DAY)
		return false;
	meeting = slice_trim(slice_sub(text, 0, first));
	while (meeting.length > 0 && strchr(",-;: ", slice_last(meeting)))
		meeting.length--;
	if (slice_last(meeting) == ')')
		meeting = slice_trim(slice_sub(meeting, 0, slice_find(meeting, SLICE(" ("), 0)));
	*ret = meeting;
	return shape_word_count(meeting, MEETING_WORDS) == MEETING_WORDS && !shape_is_hanging(meeting);
}
