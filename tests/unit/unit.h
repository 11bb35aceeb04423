/* What every unit test begins with. */
#ifndef SHB_TESTS_UNIT_H
#define SHB_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof *(array))
/* As good as 9 digits are. */
#define assert_near(a, b)                                                                \
    assert_true(fabs((double)(a) - (double)(b)) < 1e-8 * fmax(1, fabs((double)(b))))

#endif
