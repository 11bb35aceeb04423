/* Mentions as JSON lines: the record between text and network. */
#include <shabaka/mentions.h>

#include <math.h>

static const char *const how_names[] = {
    [SHB_HOW_GAZETTEER] = "gazetteer", [SHB_HOW_SHORT] = "short",
    [SHB_HOW_PATTERN] = "pattern",     [SHB_HOW_TAGGER] = "tagger",
    [SHB_HOW_OTHER] = "other",
};

static const char *const mark_names[] = {
    [SHB_MARK_NONE] = "",
    [SHB_MARK_DATELINE] = "dateline",
    [SHB_MARK_SOURCE] = "source",
    [SHB_MARK_BYLINE] = "byline",
};

const char *shb_how_name(shb_how how) { return how_names[how]; }

const char *shb_mark_name(shb_mark mark) { return mark_names[mark]; }

static void put_member(shb_output *out, const char *name, uint64_t value) {
    shb_puts(out, name);
    shb_put_int(out, (int64_t)value);
}

static void put_mention(shb_output *out, const shb_doc *doc, const shb_mention *mention,
                        const shb_entity_ref *entity) {
    put_member(out, "{\"start\": ", mention->start);
    put_member(out, ", \"end\": ", mention->end);
    shb_puts(out, ", \"type\": \"");
    shb_puts(out, shb_type_name(entity->type));
    shb_puts(out, "\", \"entity\": ");
    shb_put_json_z(out, entity->id);
    shb_puts(out, ", \"label\": ");
    shb_put_json_z(out, entity->label ? entity->label : entity->id);
    shb_puts(out, ", \"text\": ");
    shb_put_json(
        out, (shb_str){doc->text.data + mention->start, mention->end - mention->start});
    shb_puts(out, ", \"how\": \"");
    shb_puts(out, how_names[mention->how]);
    shb_putc(out, '"');
    if (mention->confidence >= 0) {
        shb_puts(out, ", \"confidence\": ");
        shb_put_double(out, round((double)mention->confidence * 1000) / 1000);
    }
    if (mention->mark != SHB_MARK_NONE) {
        shb_puts(out, ", \"mark\": \"");
        shb_puts(out, mark_names[mention->mark]);
        shb_putc(out, '"');
    }
    shb_putc(out, '}');
}

shb_status shb_mentions_write(shb_ctx *ctx, const shb_doc *doc,
                              const shb_annotation *annotation, shb_output *out) {
    for (size_t i = 0; i < annotation->n_sentences; i++) {
        const shb_sentence *sentence = &annotation->sentences[i];
        shb_puts(out, "{\"doc\": ");
        shb_put_json(out, doc->id);
        put_member(out, ", \"sentence\": ", i);
        put_member(out, ", \"paragraph\": ", sentence->paragraph);
        put_member(out, ", \"start\": ", sentence->start);
        put_member(out, ", \"end\": ", sentence->end);
        if (doc->date.len > 0) {
            shb_puts(out, ", \"date\": ");
            shb_put_json(out, doc->date);
        }
        shb_puts(out, ", \"text\": ");
        shb_put_json(out, (shb_str){doc->text.data + sentence->start,
                                    sentence->end - sentence->start});
        shb_puts(out, ", \"mentions\": [");
        for (size_t j = 0; j < sentence->count; j++) {
            const shb_mention *mention = &annotation->mentions[sentence->first + j];
            if (j > 0)
                shb_puts(out, ", ");
            put_mention(out, doc, mention, &annotation->entities[mention->entity]);
        }
        shb_puts(out, "]}\n");
    }
    return shb_check_cancel(ctx);
}
