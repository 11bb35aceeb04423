/**
 * @file date.h
 * Days as records and file names write them.
 */
#ifndef SHB_READ_DATE_H
#define SHB_READ_DATE_H

#include <shabaka/status.h>

enum { SHB_DATE_SIZE = 11 }; /**< "YYYY-MM-DD" and its end */

/**
 * The day that a field tells, in the time zone that it is written in. Understood are
 * 2024-10-22 (also with / or . and one-digit parts) and 20241022, each with whatever
 * follows; 22.10.2024; 22/10/2024 and 22-10-2024 where it is plain which is the month;
 * dates with a month's name in English, Arabic (both sets) or Russian, RFC 2822 among
 * them. Digits may be Arabic. Years 1600 to 2199.
 *
 * @param out  untouched if there is none
 */
bool shb_date_of_text(shb_str text, char out[SHB_DATE_SIZE]);

/**
 * The day in a file's name (2024-10-22, 2024_10_22, 2024.10.22, 20241022 anywhere in it,
 * years 1900 to 2099), else in the name of the nearest folder that has one.
 */
bool shb_date_of_path(const char *path, char out[SHB_DATE_SIZE]);

#endif
