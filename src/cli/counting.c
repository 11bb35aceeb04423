#include "cli/counting.h"

#include <stdlib.h>
#include <string.h>

#include "cli/networks.h"

#define AT(member) offsetof(cli_count_values, member)
const cli_option cli_count_group[] = {
    {"unit", 0, CLI_TEXT, AT(unit), "sentence|paragraph|document|window:N",
     "where two names count as named together (sentence)"},
    {"without", 0, CLI_NAMES, AT(without), "dateline,source,byline",
     "leave out mentions in datelines, of news sources, in bylines"},
    {"type", 0, CLI_NAMES, AT(type), "LIST",
     "only these types: person,state,organization"},
    {"min-mentions", 0, CLI_SOME, AT(min_mentions), "N",
     "leave out what is mentioned less often (1)"},
    {"min-confidence", 0, CLI_NUMBER, AT(min_confidence), "C",
     "leave out what only the tagger found, once, with less confidence (0.8)"},
    {"spellings", 0, CLI_TEXT, AT(spellings), "join|apart",
     "spellings and scripts of one unlisted person: join those that sound alike, stand "
     "in no text together and are like no third (join)"},
    {NULL, 0, 0, 0, NULL, NULL},
};

static bool parse_unit(const char *text, shb_count_options *count) {
    if (!text || strcmp(text, "sentence") == 0)
        count->unit = SHB_UNIT_SENTENCE;
    else if (strcmp(text, "paragraph") == 0)
        count->unit = SHB_UNIT_PARAGRAPH;
    else if (strcmp(text, "document") == 0)
        count->unit = SHB_UNIT_DOCUMENT;
    else if (strncmp(text, "window:", 7) == 0 && atoi(text + 7) > 0 &&
             atoi(text + 7) <= 1000) {
        count->unit = SHB_UNIT_WINDOW;
        count->window = (uint32_t)atoi(text + 7);
    } else
        return false;
    return true;
}

static bool parse_without(const char *list, bool marks[4]) {
    while (list && *list) {
        size_t len = strcspn(list, ",");
        bool known = false;
        for (shb_mark mark = SHB_MARK_DATELINE; mark <= SHB_MARK_BYLINE; mark++)
            if (strlen(shb_mark_name(mark)) == len &&
                memcmp(list, shb_mark_name(mark), len) == 0)
                known = marks[mark] = true;
        if (!known)
            return false;
        list += len + (list[len] == ',');
    }
    return true;
}

int cli_count_options(cli_run *run, const cli_count_values *v, shb_count_options *count) {
    count->min_mentions = v->min_mentions;
    count->min_confidence = (float)v->min_confidence;
    if (!(v->min_confidence >= 0 && v->min_confidence <= 1))
        return cli_usage(run, "--min-confidence is a number from 0 to 1");
    if (!parse_unit(v->unit, count))
        return cli_usage(run,
                         "--unit is sentence, paragraph, document or window:N, not '%s'",
                         v->unit);
    if (!parse_without(v->without, count->without_marks))
        return cli_usage(run, "--without takes dateline, source and byline, not '%s'",
                         v->without);
    if (v->spellings && strcmp(v->spellings, "join") && strcmp(v->spellings, "apart"))
        return cli_usage(run, "--spellings is join or apart, not '%s'", v->spellings);
    count->join_spellings = !v->spellings || strcmp(v->spellings, "join") == 0;
    if (!cli_types(v->type, count->types))
        return cli_usage(run, "--type takes person, state and organization, not '%s'",
                         v->type);
    return 0;
}
