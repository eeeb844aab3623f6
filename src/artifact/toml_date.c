/* TOML's dates and times (RFC 3339, section 5.6, with local ones): are they such, and in bounds. */
#include <ctype.h>

#include "toml_parts.h"

/* So many digits at *text, passed; -1 when they are not there or beyond the bounds. */
static int take_number(const char **text, int digits, int low, int high)
{
	int number = 0;

	for (int i = 0; i < digits; i++, ++*text) {
		if (!isdigit((unsigned char)**text))
			return -1;
		number = number * 10 + (**text - '0');
	}
	return number >= low && number <= high ? number : -1;
}

static bool toml_date_take(const char **text, char c)
{
	if (**text != c)
		return false;
	++*text;
	return true;
}

static int days_of(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : days[month - 1];
}

static bool take_date(const char **text)
{
	int year = take_number(text, 4, 0, 9999), month;

	if (year < 0 || !toml_date_take(text, '-') || (month = take_number(text, 2, 1, 12)) < 0)
		return false;
	return toml_date_take(text, '-') && take_number(text, 2, 1, days_of(year, month)) > 0;
}

/* 60 is a leap second. */
static bool take_time(const char **text)
{
	if (take_number(text, 2, 0, 23) < 0 || !toml_date_take(text, ':') ||
	    take_number(text, 2, 0, 59) < 0 || !toml_date_take(text, ':') ||
	    take_number(text, 2, 0, 60) < 0)
		return false;
	if (!toml_date_take(text, '.'))
		return true;
	if (!isdigit((unsigned char)**text))
		return false;
	while (isdigit((unsigned char)**text))
		++*text;
	return true;
}

static bool take_offset(const char **text)
{
	if (toml_date_take(text, 'Z') || toml_date_take(text, 'z'))
		return true;
	return (toml_date_take(text, '+') || toml_date_take(text, '-')) &&
	    take_number(text, 2, 0, 23) >= 0 && toml_date_take(text, ':') &&
	    take_number(text, 2, 0, 59) >= 0;
}

bool done_toml_is_date(const char *text)
{
	const char *at = text;

	if (take_time(&at))
		return !*at;
	at = text;
	if (!take_date(&at))
		return false;
	if (!*at)
		return true;
	if (!toml_date_take(&at, 'T') && !toml_date_take(&at, 't') && !toml_date_take(&at, ' '))
		return false;
	return take_time(&at) && (!*at || (take_offset(&at) && !*at));
}
