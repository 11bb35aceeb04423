/**
 * @file day.h
 * Which days there are, by the Gregorian calendar.
 */
#ifndef SHB_BASE_DAY_H
#define SHB_BASE_DAY_H

#include <stdbool.h>

static inline bool shb_is_day(unsigned year, unsigned month, unsigned day) {
    static const unsigned char lengths[] = {31, 29, 31, 30, 31, 30,
                                            31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12 || day < 1 || day > lengths[month - 1])
        return false;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month != 2 || day < 29 || leap;
}

#endif
