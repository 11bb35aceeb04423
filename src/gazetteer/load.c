/* A gazetteer from its files: all lines, then what follows from all of them together. */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "gazetteer/decisions.h"
#include "gazetteer/listed.h"

static shb_status number_states(shb_ctx *ctx, shb_gazetteer *gazetteer) {
    size_t n = gazetteer->n_entities;
    gazetteer->state_number = shb_alloc_array(n, sizeof *gazetteer->state_number);
    gazetteer->states = shb_alloc_array(n, sizeof *gazetteer->states);
    if (!gazetteer->state_number || !gazetteer->states)
        return shb_fail_memory(ctx);
    for (size_t i = 0; i < n; i++) {
        gazetteer->state_number[i] = SHB_NO_ENTITY;
        if (gazetteer->entities[i].type == SHB_STATE) {
            gazetteer->state_number[i] = (uint32_t)gazetteer->n_states;
            gazetteer->states[gazetteer->n_states++] = (uint32_t)i;
        }
    }
    return SHB_OK;
}

/* Where mentions of each entity go: to itself, to the one that it is the same as,
 * nowhere. */
static shb_status find_meant(shb_ctx *ctx, shb_gazetteer *gazetteer) {
    size_t n = gazetteer->n_entities;
    gazetteer->meant = shb_alloc_array(n, sizeof *gazetteer->meant);
    if (!gazetteer->meant)
        return shb_fail_memory(ctx);
    for (size_t i = 0; i < n; i++) {
        uint32_t meant = shb_gazetteer_by_id(gazetteer, gazetteer->entities[i].id);
        if (meant == SHB_NO_ENTITY)
            meant = (uint32_t)i;
        /* Who is the same gives the labels that the other lacks. */
        for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++)
            if (!gazetteer->entities[meant].labels[lang])
                gazetteer->entities[meant].labels[lang] =
                    gazetteer->entities[i].labels[lang];
        gazetteer->meant[i] = gazetteer->more[meant].left_out ? SHB_NO_ENTITY : meant;
    }
    return SHB_OK;
}

/* A language without a model has its unlisted names from patterns alone. */
static shb_status load_taggers(shb_ctx *ctx, shb_gazetteer *gazetteer, uint64_t *digest) {
    for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++) {
        char name[32], path[PATH_MAX];
        snprintf(name, sizeof name, "models/%s.tagger", shb_lang_name(lang));
        if (shb_data_path(ctx, name, path, sizeof path) != SHB_OK) {
            shb_ctx_clear(ctx);
            continue;
        }
        shb_status st = shb_tagger_load(ctx, path, digest, &gazetteer->taggers[lang]);
        if (st != SHB_OK)
            return st;
    }
    return SHB_OK;
}

static void set_digest(shb_gazetteer *gazetteer, uint64_t digest) {
    snprintf(gazetteer->digest, sizeof gazetteer->digest, "%016llx",
             (unsigned long long)digest);
}

/* @param decided  further lines, made from the files of decisions; or NULL */
static shb_status load(shb_ctx *ctx, const char *const *files, size_t n_files,
                       const shb_gazetteer_options *options, const shb_str *decided,
                       shb_gazetteer **out) {
    char language[PATH_MAX];
    shb_gazetteer *gazetteer = shb_alloc_array(1, sizeof *gazetteer);
    if (!gazetteer)
        return shb_fail_memory(ctx);
    shb_listing l = {.maker = {.gazetteer = gazetteer, .tokens = SHB_TOKENS_INIT},
                     .digest = SHB_HASH_SEED};
    uint32_t *numbers = NULL;
    gazetteer->keeps_origins = options->origins;
    shb_status st = shb_data_path(ctx, "language", language, sizeof language);
    if (st == SHB_OK)
        st = shb_language_load(ctx, &l.maker, language, &l.digest);
    for (size_t i = 0; st == SHB_OK && i < n_files; i++) {
        l.own = n_files - i <= options->n_own;
        l.maker.whose = l.own ? WHOSE_OWN : WHOSE_SHIPPED;
        l.file = (uint32_t)i + 1;
        uint64_t entities = gazetteer->own.entities, never = gazetteer->never.count;
        st = shb_json_lines(ctx, files[i], &l.digest, shb_take_listed, &l);
        if (st == SHB_OK && l.own && gazetteer->own.entities == entities &&
            gazetteer->never.count == never)
            shb_notify(ctx, SHB_NOTICE_WARNING, files[i], 0, 0, "holds no entity");
        if (st == SHB_OK && !options->origins)
            shb_own_tell_repeats(ctx, &l, files[i]);
    }
    l.own = false;
    l.maker.whose = WHOSE_DECIDED;
    if (st == SHB_OK && decided)
        st = shb_take_lines(ctx, options->decisions[0], decided->data, decided->len,
                            &l.digest, shb_take_listed, &l);
    l.maker.whose = WHOSE_SHIPPED;
    gazetteer->names_digest = l.digest;
    if (st == SHB_OK && !options->listed_only)
        st = load_taggers(ctx, gazetteer, &l.digest);
    if (st != SHB_OK)
        goto done;
    gazetteer->n_listed = gazetteer->n_entities;
    for (size_t i = 0; i < l.n_owners; i++)
        gazetteer->more[l.owners[i].entity].owner =
            shb_gazetteer_by_id(gazetteer, l.owners[i].owner);
    if ((st = number_states(ctx, gazetteer)) != SHB_OK ||
        (st = shb_bodies_make(ctx, gazetteer)) != SHB_OK ||
        (st = find_meant(ctx, gazetteer)) != SHB_OK ||
        (st = shb_lexicon_compile(ctx, &gazetteer->lexicon, &numbers)) != SHB_OK ||
        (st = shb_alike_make(ctx, gazetteer)) != SHB_OK ||
        (st = shb_openings_make(ctx, gazetteer)) != SHB_OK)
        goto done;
    shb_terms_sort(&gazetteer->terms);
    shb_origins_sort(&gazetteer->origins, numbers);
    if (!options->origins) /* `check` and `find` list what these two tell once */
        shb_own_tell_twins(ctx, &l, files);
    set_digest(gazetteer, l.digest);
    *out = gazetteer;
    gazetteer = NULL;
done:
    shb_free(numbers);
    shb_free(l.owners);
    shb_free(l.own_lines);
    shb_tokens_done(&l.maker.tokens);
    shb_gazetteer_free(gazetteer);
    return st;
}

/* The digest of the names that these files would give. */
static shb_status digest_of(shb_ctx *ctx, const char *const *files, size_t n_files,
                            uint64_t *digest) {
    char language[PATH_MAX];
    shb_status st = shb_data_path(ctx, "language", language, sizeof language);
    *digest = SHB_HASH_SEED;
    if (st == SHB_OK)
        st = shb_language_digest(ctx, language, digest);
    for (size_t i = 0; st == SHB_OK && i < n_files; i++)
        st = shb_file_digest(ctx, files[i], digest);
    return st;
}

/* The same files are another gazetteer where others of them are the user's own. */
static uint64_t image_key(uint64_t digest, size_t n_own) {
    uint64_t own = n_own;
    return shb_hash_stable(digest, &own, sizeof own);
}

/* From the file that keeps it compiled; *out stays NULL where that does not fit. */
static shb_status load_kept(shb_ctx *ctx, const char *const *files, size_t n_files,
                            const shb_gazetteer_options *options, const shb_str *decided,
                            const char *path, shb_gazetteer **out) {
    uint64_t digest;
    shb_status st = digest_of(ctx, files, n_files, &digest);
    if (st != SHB_OK)
        return st;
    if (decided)
        digest = shb_hash_stable(digest, decided->data, decided->len);
    shb_gazetteer *kept = shb_image_load(path, image_key(digest, options->n_own));
    if (!kept)
        return SHB_OK;
    char language[PATH_MAX];
    if ((st = shb_data_path(ctx, "language", language, sizeof language)) == SHB_OK &&
        (st = shb_offices_load(ctx, kept, language)) == SHB_OK &&
        (st = shb_sources_load(ctx, kept, language)) == SHB_OK && !options->listed_only)
        st = load_taggers(ctx, kept, &digest);
    set_digest(kept, digest);
    if (st == SHB_OK)
        *out = kept;
    else
        shb_gazetteer_free(kept);
    return st;
}

/* Where it is kept compiled, "" for nowhere. With decisions beside the one without: these
 * are edited, and the list stays. */
static void compiled_path(const shb_gazetteer_options *options, const shb_str *decided,
                          char *out, size_t size) {
    int len = 0;
    if (options->compiled && !options->origins)
        len = snprintf(out, size, "%s%s", options->compiled, decided ? ".decided" : "");
    if (len <= 0 || (size_t)len >= size)
        *out = '\0';
}

static shb_status load_either(shb_ctx *ctx, const char *const *files, size_t n_files,
                              const shb_gazetteer_options *options,
                              const shb_str *decided, shb_gazetteer **out) {
    char own[PATH_MAX], shipped[PATH_MAX];
    shb_status st = SHB_OK;
    compiled_path(options, decided, own, sizeof own);
    *out = NULL;
    if (*own)
        st = load_kept(ctx, files, n_files, options, decided, own, out);
    else if (!options->from_files && !options->origins && !options->n_own && !decided &&
             shb_shipped_compiled(shipped, sizeof shipped))
        st = load_kept(ctx, files, n_files, options, decided, shipped, out);
    if (st != SHB_OK || *out)
        return st;
    st = load(ctx, files, n_files, options, decided, out);
    /* The files may have changed meanwhile: it is kept for what it was made from. */
    if (st == SHB_OK && *own)
        shb_image_save(*out, own, image_key((*out)->names_digest, options->n_own));
    return st;
}

/* It is loaded once to resolve the names in the decisions, and again with what they ask
 * for, which also tells what there is to tell. */
static shb_status load_decided(shb_ctx *ctx, const char *const *files, size_t n_files,
                               const shb_gazetteer_options *options,
                               shb_gazetteer **out) {
    const shb_gazetteer_options plain = {.compiled = options->compiled,
                                         .n_own = options->n_own,
                                         .listed_only = true,
                                         .from_files = options->from_files};
    shb_ctx quiet = {.cancel = ctx->cancel};
    shb_decided decided = {0};
    shb_gazetteer *known = NULL;
    shb_output *lines = NULL;
    shb_status st = load_either(&quiet, files, n_files, &plain, NULL, &known);
    if (st != SHB_OK)
        ctx->err = quiet.err;
    if (st == SHB_OK && (st = shb_output_memory(ctx, &lines)) == SHB_OK)
        st = shb_decisions_translate(ctx, options->decisions, options->n_decisions, known,
                                     lines, &decided);
    if (st == SHB_OK) {
        shb_str bytes = shb_output_bytes(lines);
        st = load_either(ctx, files, n_files, options, &bytes, out);
    }
    if (st == SHB_OK) {
        for (size_t i = 0; i < decided.count; i++)
            (*out)->own.decisions[decided.items[i].kind]++;
        (*out)->decided = decided;
        decided = (shb_decided){0};
    }
    shb_decided_done(&decided);
    shb_output_abandon(lines);
    shb_gazetteer_free(known);
    return st;
}

shb_status shb_gazetteer_load_with(shb_ctx *ctx, const char *const *files, size_t n_files,
                                   const shb_gazetteer_options *options,
                                   shb_gazetteer **out) {
    shb_status st = options->n_decisions
                        ? load_decided(ctx, files, n_files, options, out)
                        : load_either(ctx, files, n_files, options, NULL, out);
    if (st != SHB_OK)
        return st;
    (*out)->own.alone = options->n_own > 0 && options->n_own == n_files;
    if (options->n_own && !(*out)->own.alone)
        shb_own_tell_shared(ctx, *out);
    return SHB_OK;
}

shb_status shb_gazetteer_load(shb_ctx *ctx, const char *const *files, size_t n_files,
                              shb_gazetteer **out) {
    const shb_gazetteer_options plain = SHB_GAZETTEER_OPTIONS_INIT;
    return shb_gazetteer_load_with(ctx, files, n_files, &plain, out);
}
