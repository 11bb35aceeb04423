#!/bin/sh
# Makes the models again, or those of some languages.
# usage: make.sh TAGGED TEXTS BUILD [LANGUAGE]...   (folders: hand-tagged corpora, running texts, a build of the project)
set -eu
tagged=$1 texts=$2 build=$3
shift 3
languages=${*:-ar en ru}
here=$(cd "$(dirname "$0")" && pwd)
models=$(dirname "$here")
ninja -C "$build" data/models/train/classes data/models/train/vectors data/models/train/train
make_model() {
    language=$1 words=$2 options=$3 shares=$4 text=$5
    shift 5
    "$build/data/models/train/classes" -n "$words" -i 6 -k 64,256,700 -o "$build/$language.classes" "$text"
    train="$build/data/models/train/train -d $models/.. -c $build/$language.classes $options"
    if [ "$shares" = vectors ]; then
        "$build/data/models/train/vectors" -n "$words" -o "$build/$language.vectors" "$text"
        train="$train -V $build/$language.vectors"
    fi
    $train -j 2 -x 5 "$@" > "$build/$language.folds"
    cat "$build/$language.folds"
    [ "$shares" = vectors ] || train="$train -u $text"
    $train -k "$(sed -n 's/^to train with: -k //p' "$build/$language.folds")" -o "$models/$language.tagger" "$@"
}
for language in $languages; do
    case $language in
    ar) make_model ar 120000 "-n 3 -m 4 -l 0.0003 -q 0.3 -A 2 -a 0.3" vectors "$texts/saudinews-2015.jsonl.gz" "$tagged/ar.anercorp.train.tsv" ;;
    en) make_model en 60000 "-n 1 -g 0" texts "$texts/en-news.jsonl.gz" "$tagged"/en.*.tsv ;;
    ru) make_model ru 60000 "-n 3 -g 0" texts "$texts/ru-news.jsonl.gz" "$tagged/ru.factrueval.dev.tsv" ;;
    esac
done
(cd "$models" && sha256sum ./*.tagger > SHA256SUMS)
