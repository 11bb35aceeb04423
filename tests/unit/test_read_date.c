#include "test_read_support.h"

#include "read/date.h"

static const char *day_of(const char *text) {
    static char out[SHB_DATE_SIZE];
    strcpy(out, "none");
    shb_date_of_text((shb_str){text, strlen(text)}, out);
    return out;
}

static const char *day_of_path(const char *path) {
    static char out[SHB_DATE_SIZE];
    strcpy(out, "none");
    shb_date_of_path(path, out);
    return out;
}

static void test_numbers(void **state) {
    (void)state;
    assert_string_equal(day_of("2024-10-22"), "2024-10-22");
    assert_string_equal(day_of("2024-10-22T23:59:59+03:00"), "2024-10-22");
    assert_string_equal(day_of("2024-10-22 10:00"), "2024-10-22");
    assert_string_equal(day_of("  2024/10/22"), "2024-10-22");
    assert_string_equal(day_of("2024-1-2"), "2024-01-02");
    assert_string_equal(day_of("20241022"), "2024-10-22");
    assert_string_equal(day_of("20241022T101500Z"), "2024-10-22");
    assert_string_equal(day_of("22.10.2024"), "2024-10-22");
    assert_string_equal(day_of("1.2.2024, 10:15"), "2024-02-01");
    assert_string_equal(day_of("22/10/2024"), "2024-10-22");
    assert_string_equal(day_of("10/22/2024"), "2024-10-22");
    assert_string_equal(day_of("5/5/2024"), "2024-05-05");
    assert_string_equal(day_of("٢٢/١٠/٢٠٢٤"), "2024-10-22");
    assert_string_equal(day_of("۲۰۲۴-۱۰-۲۲"), "2024-10-22");
}

static void test_names_of_months(void **state) {
    (void)state;
    assert_string_equal(day_of("Oct 22, 2024"), "2024-10-22");
    assert_string_equal(day_of("22 October 2024"), "2024-10-22");
    assert_string_equal(day_of("October 2nd, 2024"), "2024-10-02");
    assert_string_equal(day_of("Tue, 22 Oct 2024 10:20:30 +0300"), "2024-10-22");
    assert_string_equal(day_of("Tue Oct 22 10:20:30 +0000 2024"), "2024-10-22");
    assert_string_equal(day_of("22 октября 2024 г., 14:05"), "2024-10-22");
    assert_string_equal(day_of("٢٢ أكتوبر ٢٠٢٤"), "2024-10-22");
    assert_string_equal(day_of("22 تشرين الأول 2024"), "2024-10-22");
    assert_string_equal(day_of("3 آذار/مارس 2024"), "2024-03-03");
}

static void test_no_date(void **state) {
    (void)state;
    assert_string_equal(day_of(""), "none");
    assert_string_equal(day_of("yesterday"), "none");
    assert_string_equal(day_of("03/04/2024"), "none"); /* March or April? */
    assert_string_equal(day_of("2024-13-01"), "none");
    assert_string_equal(day_of("2023-02-29"), "none");
    assert_string_equal(day_of("2024-02-29"), "2024-02-29");
    assert_string_equal(day_of("1900-02-29"), "none");
    assert_string_equal(day_of("1445-03-02"), "none"); /* of another calendar */
    assert_string_equal(day_of("1729591200"), "none"); /* seconds */
    assert_string_equal(day_of("October 2024"), "none");
    assert_string_equal(day_of("2024"), "none");
    assert_string_equal(day_of("\xff\xfe-10-22"), "none");
}

static void test_paths(void **state) {
    (void)state;
    assert_string_equal(day_of_path("news/2024-10-22.txt"), "2024-10-22");
    assert_string_equal(day_of_path("a_20241022_1015.txt"), "2024-10-22");
    assert_string_equal(day_of_path("a/x2024_10_22y.txt"), "2024-10-22");
    assert_string_equal(day_of_path("2024-10-22/part/3.txt"), "2024-10-22");
    assert_string_equal(day_of_path("2024-10-22/2023-01-02/3.txt"), "2023-01-02");
    assert_string_equal(day_of_path("2024-10-22/2023-01-02.txt"), "2023-01-02");
    assert_string_equal(day_of_path("120241022.txt"), "none");
    assert_string_equal(day_of_path("20241322.txt"), "none");
    assert_string_equal(day_of_path("2024-10_22.txt"), "none");
    assert_string_equal(day_of_path("2024-10-221.txt"), "none");
    assert_string_equal(day_of_path(""), "none");
    assert_string_equal(day_of_path("/"), "none");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_names_of_months),
        cmocka_unit_test(test_no_date),
        cmocka_unit_test(test_paths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
