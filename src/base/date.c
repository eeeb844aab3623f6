/*
 * Days of a policy: no time of day, no time zone but UTC.
 */
#include "done/base.h"

#include <string.h>
#include <time.h>

enum { FIRST_YEAR = 1970, LAST_YEAR = 9999, LAST_DAY = 2932896 /* 9999-12-31 */ };

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return days[month - 1] + (month == 2 && is_leap(year));
}

/* Leap days from year 1 to the end of the year before. */
static int leap_days_before(int year)
{
	int last = year - 1;

	return last / 4 - last / 100 + last / 400;
}

static done_day first_of_year(int year)
{
	return (year - FIRST_YEAR) * 365 + leap_days_before(year) - leap_days_before(FIRST_YEAR);
}

static bool digits(const char *text, int nr, int *out)
{
	int value = 0;

	for (int i = 0; i < nr; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		value = value * 10 + (text[i] - '0');
	}
	*out = value;
	return true;
}

bool done_day_parse(const char *text, done_day *out)
{
	int year, month, day;
	done_day result;

	if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
		return false;
	if (!digits(text, 4, &year) || !digits(text + 5, 2, &month) || !digits(text + 8, 2, &day))
		return false;
	if (year < FIRST_YEAR || month < 1 || month > 12)
		return false;
	if (day < 1 || day > days_in_month(year, month))
		return false;
	result = first_of_year(year) + day - 1;
	for (int i = 1; i < month; i++)
		result += days_in_month(year, i);
	*out = result;
	return true;
}

static void put_digits(char *to, int nr, int value)
{
	while (nr-- > 0) {
		to[nr] = (char)('0' + value % 10);
		value /= 10;
	}
}

void done_day_format(done_day day, char out[11])
{
	int year = FIRST_YEAR, month = 1;

	if (day < 0 || day > LAST_DAY) {
		memcpy(out, "no date", sizeof("no date"));
		return;
	}
	year += (int)(day / 366); /* at most a few years too early */
	while (year < LAST_YEAR && first_of_year(year + 1) <= day)
		year++;
	day -= first_of_year(year);
	while (day >= days_in_month(year, month))
		day -= days_in_month(year, month++);
	memcpy(out, "0000-00-00", 11);
	put_digits(out, 4, year);
	put_digits(out + 5, 2, month);
	put_digits(out + 8, 2, (int)day + 1);
}

done_day done_day_today(void)
{
	return (done_day)(time(NULL) / (24 * 60 * 60));
}
