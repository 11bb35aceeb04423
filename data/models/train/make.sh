#!/bin/sh
# Makes the models again.
# usage: make.sh TAGGED TEXTS BUILD   (folders: hand-tagged corpora, running texts, a build of the project)
set -eu
tagged=$1 texts=$2 build=$3
here=$(cd "$(dirname "$0")" && pwd)
models=$(dirname "$here")
ninja -C "$build" data/models/train/classes data/models/train/train
make_model() {
    language=$1 words=$2 options=$3 text=$4
    shift 4
    "$build/data/models/train/classes" -n "$words" -i 6 -k 64,256,700 -o "$build/$language.classes" "$text"
    train="$build/data/models/train/train -d $models/.. -c $build/$language.classes $options"
    $train -j 2 -x 5 "$@" > "$build/$language.folds"
    cat "$build/$language.folds"
    $train -k "$(sed -n 's/^to train with: -k //p' "$build/$language.folds")" -u "$text" \
        -o "$models/$language.tagger" "$@"
}
make_model ar 120000 "-n 3 -m 4 -l 0.0003" "$texts/saudinews-2015.jsonl.gz" "$tagged/ar.anercorp.train.tsv"
make_model en 60000 "-n 1 -g 0" "$texts/en-news.jsonl.gz" "$tagged"/en.*.tsv
make_model ru 60000 "-n 3 -g 0" "$texts/ru-news.jsonl.gz" "$tagged/ru.factrueval.dev.tsv"
(cd "$models" && sha256sum ./*.tagger > SHA256SUMS)
