/*
 * Numbers out of text, whatever their size. What 64 bits or a double cannot hold keeps its text,
 * and is compared by it: digit by digit, without a copy.
 */
#include "value.h"

#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define SMALL_NUMBER 20
#define EXPONENT_MAX (INT64_C(1) << 40)

/* ---- out of text ---- */

bool done_integer_read(const char *text, int base, int64_t *out)
{
	char *end;

	errno = 0;
	long long integer = strtoll(text, &end, base);
	if (end == text || *end || errno)
		return false;
	*out = integer;
	return true;
}

static void number_set_integer(struct done_value *value, int64_t integer)
{
	value->type = DONE_INTEGER;
	value->integer = integer;
	value->digits = NULL;
	value->whole = false;
	value->beyond = false;
}

static void number_set_real(struct done_value *value, double real, const char *digits)
{
	value->type = DONE_REAL;
	value->real = real;
	value->digits = digits;
	value->whole = false;
	value->beyond = false;
}

static void number_set_beyond(struct done_value *value, double real, const char *digits, bool whole)
{
	number_set_real(value, real, digits);
	value->whole = whole;
	value->beyond = true;
}

/* "007", "+5" and "-0" are not how the number itself is written. */
static bool is_canonical(const char *text, size_t len)
{
	size_t minus = *text == '-';

	return text[minus] != '+' && (text[minus] != '0' || (len == 1 && !minus));
}

static bool mantissa_is_zero(const char *text)
{
	const char *end = text + strspn(text, "+-0.");

	return !*end || *end == 'e' || *end == 'E';
}

void done_number_read(
    struct done_arena *arena, const char *text, size_t len, struct done_value *value)
{
	bool whole = !memchr(text, '.', len) && !memchr(text, 'e', len) && !memchr(text, 'E', len);
	char small[SMALL_NUMBER + 1];
	int64_t integer;

	/* Most numbers are small, and need no copy. */
	if (whole && len <= SMALL_NUMBER) {
		memcpy(small, text, len);
		small[len] = '\0';
		if (done_integer_read(small, 10, &integer)) {
			number_set_integer(value, integer);
			if (!is_canonical(text, len))
				value->digits = done_arena_strndup(arena, text, len);
			return;
		}
	}
	const char *kept = done_arena_strndup(arena, text, len), *bare = kept + (*kept == '+');
	if (whole && done_integer_read(bare, 10, &integer)) {
		number_set_integer(value, integer);
		value->digits = kept;
		return;
	}
	double real = strtod(bare, NULL);
	bool lost = real == 0 && !mantissa_is_zero(bare);
	if (lost)
		real = *bare == '-' ? -DBL_MIN : DBL_MIN;
	if (whole || lost || !isfinite(real))
		number_set_beyond(value, real, bare, whole);
	else
		number_set_real(value, real, kept);
}

void done_number_read_base(
    struct done_arena *arena, const char *text, size_t len, int base, struct done_value *value)
{
	static const char names[] = {[2] = 'b', [8] = 'o', [16] = 'x'};
	bool sign = len > 0 && (*text == '-' || *text == '+'), minus = sign && *text == '-';
	const char *kept = done_arena_strndup(arena, text + sign, len - sign);
	double real = 0;
	int64_t integer;

	if (done_integer_read(
	        done_arena_printf(arena, "%s%s", minus ? "-" : "", kept), base, &integer)) {
		number_set_integer(value, integer);
		return;
	}
	errno = 0;
	unsigned long long natural = strtoull(kept, NULL, base);
	if (!errno) {
		kept = done_arena_printf(arena, "%s%llu", minus ? "-" : "", natural);
		number_set_beyond(value, strtod(kept, NULL), kept, true);
		return;
	}
	for (const char *p = kept; *p; p++) {
		char digit[2] = {*p, '\0'};
		real = real * base + (double)strtol(digit, NULL, base);
	}
	kept = done_arena_printf(arena, "%s0%c%s", minus ? "-" : "", names[base], kept);
	number_set_beyond(value, minus ? -real : real, kept, true);
}

bool done_number_read_special(const char *text, size_t len, struct done_value *value)
{
	static const struct {
		const char *name, *positive, *negative;
		double real;
	} names[] = {
	    {"inf", "Infinity", "-Infinity", INFINITY},
	    {"infinity", "Infinity", "-Infinity", INFINITY},
	    {"nan", "NaN", "NaN", NAN},
	};
	bool sign = len > 0 && (*text == '-' || *text == '+'), minus = sign && *text == '-';
	size_t skipped = sign + (len > sign && text[sign] == '.');

	for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++) {
		if (len - skipped != strlen(names[i].name) ||
		    strncasecmp(text + skipped, names[i].name, len - skipped) != 0)
			continue;
		number_set_beyond(value, minus ? -names[i].real : names[i].real,
		    minus ? names[i].negative : names[i].positive, false);
		return true;
	}
	return false;
}

/* [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )? */
static bool is_decimal(const char *text)
{
	static const char digits[] = "0123456789";

	text += *text == '-' || *text == '+';
	size_t whole = strspn(text, digits), fraction = 0;
	text += whole;
	if (*text == '.') {
		fraction = strspn(++text, digits);
		text += fraction;
	}
	if (whole + fraction == 0)
		return false;
	if (*text == 'e' || *text == 'E') {
		text++;
		text += *text == '-' || *text == '+';
		return *text && !text[strspn(text, digits)];
	}
	return !*text;
}

bool done_number_from_text(struct done_arena *arena, const char *text, struct done_value *out)
{
	size_t len = strlen(text);

	if (is_decimal(text)) {
		done_number_read(arena, text, len, out);
		return true;
	}
	if (len > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X') &&
	    !text[2 + strspn(text + 2, "0123456789abcdefABCDEF")]) {
		done_number_read_base(arena, text + 2, len - 2, 16, out);
		return true;
	}
	/* A bare "inf" or "nan" is a word. */
	return strpbrk(text, ".I") && done_number_read_special(text, len, out);
}

/* ---- comparison ---- */

/* A decimal as its significant digits, read one by one, times a power of ten. */
struct decimal {
	const char *at, *end; /* what is left of the digits and the point between them */
	bool negative, zero;
	int64_t exponent; /* of the first significant digit; 0 for zero */
};

static bool decimal_open(const char *text, struct decimal *out)
{
	int64_t power = 0;

	if (!is_decimal(text))
		return false;
	out->negative = *text == '-';
	text += *text == '-' || *text == '+';
	out->end = text + strcspn(text, "eE");
	if (*out->end) {
		errno = 0;
		power = strtoll(out->end + 1, NULL, 10);
		if (power > EXPONENT_MAX || power < -EXPONENT_MAX)
			return false;
	}
	const char *point = memchr(text, '.', (size_t)(out->end - text));
	point = point ? point : out->end;
	for (out->at = text; out->at < out->end && (*out->at == '0' || *out->at == '.');)
		out->at++;
	out->zero = out->at == out->end;
	if (out->zero)
		out->negative = false;
	else if (out->at < point)
		out->exponent = power + (point - out->at) - 1;
	else
		out->exponent = power - (out->at - point);
	return true;
}

/* Behind the last digit come zeros without end. */
static char decimal_digit(struct decimal *decimal)
{
	if (decimal->at < decimal->end && *decimal->at == '.')
		decimal->at++;
	return decimal->at < decimal->end ? *decimal->at++ : '0';
}

static bool decimal_equal(const char *a, const char *b)
{
	struct decimal x = {0}, y = {0};

	if (!decimal_open(a, &x) || !decimal_open(b, &y))
		return !strcmp(a, b);
	if (x.zero || y.zero)
		return x.zero && y.zero;
	if (x.negative != y.negative || x.exponent != y.exponent)
		return false;
	while (x.at < x.end || y.at < y.end)
		if (decimal_digit(&x) != decimal_digit(&y))
			return false;
	return true;
}

/* Exact: 2^53 + 1 does not equal the real that it would be rounded to. */
static bool equal_mixed(int64_t integer, double real)
{
	if (!(real >= -0x1p63 && real < 0x1p63))
		return false;
	return (int64_t)real == integer && (double)(int64_t)real == real;
}

bool done_number_equal(const struct done_value *a, const struct done_value *b)
{
	if (a->type == DONE_INTEGER && b->type == DONE_INTEGER)
		return a->integer == b->integer;
	if (a->beyond && b->beyond)
		return decimal_equal(a->digits, b->digits);
	/* What 64 bits hold is never beyond a double's. */
	if ((a->beyond && b->type == DONE_INTEGER) || (b->beyond && a->type == DONE_INTEGER))
		return false;
	if (a->type == DONE_INTEGER)
		return equal_mixed(a->integer, b->real);
	if (b->type == DONE_INTEGER)
		return equal_mixed(b->integer, a->real);
	return a->real == b->real;
}

/* Up to here a real number holds every whole one. */
#define WHOLE_MAX 9007199254740992.0

void done_real_text(double real, char out[DONE_REAL_TEXT])
{
	if (real == trunc(real) && fabs(real) <= WHOLE_MAX) {
		snprintf(out, DONE_REAL_TEXT, "%.0f", real);
		return;
	}
	for (int digits = 1; digits <= 17; digits++) {
		snprintf(out, DONE_REAL_TEXT, "%.*g", digits, real);
		if (strtod(out, NULL) == real)
			break;
	}
}
