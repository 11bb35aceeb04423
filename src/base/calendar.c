#include <shabaka/periods.h>

#include <stdio.h>
#include <string.h>

/* Days since 1970-01-01 and back, proleptic Gregorian: Hinnant 2014,
 * https://howardhinnant.github.io/date_algorithms.html */
static int32_t day_number(uint32_t date) {
    int32_t y = (int32_t)(date / 10000), m = (int32_t)(date / 100 % 100);
    int32_t d = (int32_t)(date % 100);
    y -= m <= 2;
    int32_t era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
    int32_t of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static uint32_t date_of_day(int32_t day) {
    day += 719468;
    int32_t era = (day >= 0 ? day : day - 146096) / 146097, of_era = day - era * 146097;
    int32_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int32_t of_year = of_era - (365 * y + y / 4 - y / 100);
    int32_t mp = (5 * of_year + 2) / 153, d = of_year - (153 * mp + 2) / 5 + 1;
    int32_t m = mp + (mp < 10 ? 3 : -9);
    y += era * 400 + (m <= 2);
    return (uint32_t)(y * 10000 + m * 100 + d);
}

static uint32_t date_from(const char *text) {
    unsigned y, m, d;
    int used = 0;
    if (sscanf(text, "%4u-%2u-%2u%n", &y, &m, &d, &used) != 3 || used != 10)
        return 0;
    uint32_t date = y * 10000 + m * 100 + d;
    return y && m && m <= 12 && date_of_day(day_number(date)) == date ? date : 0;
}

static bool parse_cuts(const char *text, shb_periods *out) {
    out->kind = SHB_PERIOD_CUTS;
    for (;; text += 11) {
        uint32_t date = date_from(text);
        if (!date || out->n_cuts == SHB_MOST_CUTS ||
            (out->n_cuts && date <= out->cuts[out->n_cuts - 1]))
            return false;
        out->cuts[out->n_cuts++] = date;
        if (text[10] != ',')
            return text[10] == '\0';
    }
}

bool shb_periods_parse(const char *text, shb_periods *out) {
    static const char *const names[] = {"day", "week", "month", "quarter", "year"};
    memset(out, 0, sizeof *out);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(text, names[i]) == 0) {
            out->kind = (shb_period_kind)i;
            return true;
        }
    return parse_cuts(text, out);
}

static int32_t floor_div(int32_t x, int32_t by) { return (x - (x < 0) * (by - 1)) / by; }

enum { MONDAY = -3 }; /* 1969-12-29 */

int32_t shb_period_of(const shb_periods *periods, uint32_t date) {
    int32_t year = (int32_t)(date / 10000), month = (int32_t)(date / 100 % 100) - 1;
    int32_t n = 0;
    switch (periods->kind) {
    case SHB_PERIOD_DAY:
        return day_number(date);
    case SHB_PERIOD_WEEK:
        return floor_div(day_number(date) - MONDAY, 7);
    case SHB_PERIOD_MONTH:
        return year * 12 + month;
    case SHB_PERIOD_QUARTER:
        return year * 4 + month / 3;
    case SHB_PERIOD_YEAR:
        return year;
    case SHB_PERIOD_CUTS:
        break;
    }
    while ((size_t)n < periods->n_cuts && periods->cuts[n] <= date)
        n++;
    return n;
}

/* The first day of `count` months from month `number` of the year 0 on, and the last. */
static void month_days(int32_t number, int32_t count, uint32_t *first, uint32_t *last) {
    int32_t next = number + count;
    *first = (uint32_t)(number / 12 * 10000 + (number % 12 + 1) * 100 + 1);
    *last = date_of_day(
        day_number((uint32_t)(next / 12 * 10000 + (next % 12 + 1) * 100 + 1)) - 1);
}

void shb_period_days(const shb_periods *periods, int32_t number, uint32_t *first,
                     uint32_t *last) {
    size_t n = number < 0 ? 0 : (size_t)number;
    if (n > periods->n_cuts)
        n = periods->n_cuts;
    switch (periods->kind) {
    case SHB_PERIOD_DAY:
        *first = *last = date_of_day(number);
        return;
    case SHB_PERIOD_WEEK:
        *first = date_of_day(number * 7 + MONDAY);
        *last = date_of_day(number * 7 + MONDAY + 6);
        return;
    case SHB_PERIOD_MONTH:
        month_days(number, 1, first, last);
        return;
    case SHB_PERIOD_QUARTER:
        month_days(number * 3, 3, first, last);
        return;
    case SHB_PERIOD_YEAR:
        month_days(number * 12, 12, first, last);
        return;
    case SHB_PERIOD_CUTS:
        break;
    }
    *first = n ? periods->cuts[n - 1] : 0;
    *last = n < periods->n_cuts ? date_of_day(day_number(periods->cuts[n]) - 1) : 0;
}

static void name_week(int32_t number, char out[32]) {
    int32_t thursday = number * 7 + MONDAY + 3;
    uint32_t year = date_of_day(thursday) / 10000;
    int32_t week = (thursday - day_number(year * 10000 + 101)) / 7 + 1;
    snprintf(out, 32, "%04u-W%02d", year, week);
}

void shb_period_name(const shb_periods *periods, int32_t number, char out[32]) {
    uint32_t first, last;
    shb_period_days(periods, number, &first, &last);
    unsigned year = first / 10000, month = first / 100 % 100;
    switch (periods->kind) {
    case SHB_PERIOD_WEEK:
        name_week(number, out);
        return;
    case SHB_PERIOD_MONTH:
        snprintf(out, 32, "%04u-%02u", year, month);
        return;
    case SHB_PERIOD_QUARTER:
        snprintf(out, 32, "%04u-Q%u", year, (month + 2) / 3);
        return;
    case SHB_PERIOD_YEAR:
        snprintf(out, 32, "%04u", year);
        return;
    case SHB_PERIOD_DAY:
    case SHB_PERIOD_CUTS:
        break;
    }
    const char *before = "";
    if (!first) {
        before = "before-";
        first = periods->cuts[0];
    }
    snprintf(out, 32, "%s%04u-%02u-%02u", before, first / 10000, first / 100 % 100,
             first % 100);
}
