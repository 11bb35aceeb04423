#!/bin/sh
# The main job, from a bare Debian 12: install what is missing, build, and make the example
# networks of graphs/README.md from data/corpus/. Pictures are drawn again only when the
# network that they show has changed.
set -eu
cd "$(dirname "$0")/.."
sh graphs/setup.sh

shabaka=build/shabaka
name=graphs/brics-sco-council
new=$(mktemp -d)
trap 'rm -rf "$new"' EXIT
title="BRICS, SCO and the UN Security Council, 2001-2025"
title_ar="بريكس ومنظمة شنغهاي ومجلس الأمن، 2001-2025"
title_ru="БРИКС, ШОС и Совет Безопасности ООН, 2001-2025"

# convert WORD...: with the title of each language
convert() {
    $shabaka convert -q "$@" --title "en=$title" --title "ar=$title_ar" --title "ru=$title_ru"
}

$shabaka build data/corpus --labels en -o "$new/net.json" -o "$new/net.graphml" \
    -o "$new/net.gexf" -o "$new/net.dot" -o "$new/net.csv"

# What the other formats and pictures show: the ties of three sentences or more.
strong="$new/strong.json"
$shabaka filter "$new/net.graphml" --min-weight 3 --no-isolates -q -o "$strong"
for format in net cyjs graphology.json vosviewer.json jsonl evidence.csv dynamic.gexf; do
    $shabaka convert "$strong" -q -o "$new/net-strong.$format" 2>/dev/null
done
convert "$strong" -o "$new/net-strong.html"

changed=1
[ -f "$name.json" ] && cmp -s "$new/net.json" "$name.json" && changed=0
for path in "$new"/net.* "$new"/net-strong.*; do
    target=$name${path#"$new/net"}
    cmp -s "$path" "$target" || mv "$path" "$target"
done

# draw FILE OPTION...: from the whole network where the options say nothing else
draw() {
    target=$1
    shift
    [ "$changed" = 0 ] && [ -f "$target" ] || convert "$@" -o "$target"
}
draw "$name.svg" "$name.graphml" --layout given
draw "$name.png" "$name.graphml" --layout given --dpi 80
draw "$name-highlight.png" "$name.graphml" --layout given --labels ar \
    --highlight organization:brics --page slide
draw "$name-strong.png" "$strong" --labels ru --dpi 80
draw "$name-strong.pdf" "$strong" --page a4
$shabaka filter "$name.graphml" --backbone sdsm --alpha 0.1 --no-isolates -q -o "$new/sure.json"
draw "$name-sdsm.png" "$new/sure.json" --dpi 80
draw "$name-top.svg" "$name.graphml" --chart top --labels ar
draw "$name-matrix.svg" "$name.graphml" --chart matrix
if [ "$changed" != 0 ] || [ ! -f "$name-time.svg" ]; then
    $shabaka build data/corpus --labels en --evidence all -q -o "$new/all.json"
    convert "$new/all.json" --chart time -o "$name-time.svg"
fi
echo "the example networks are in graphs/; next: $shabaka rank $name.json"
