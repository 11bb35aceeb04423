#!/bin/sh
# The main job, from a bare Debian 12: install what is missing, build, and make the example
# networks in graphs/ from data/corpus/. A picture is drawn again only when the network that
# it shows has changed.
set -eu
cd "$(dirname "$0")/.."
sh graphs/setup.sh

name=graphs/brics-sco-council
new=$(mktemp -d)
trap 'rm -rf "$new"' EXIT
title="BRICS, SCO and the UN Security Council, 2001-2025"
build/shabaka build data/corpus --labels en -o "$new/net.json" -o "$new/net.graphml" \
    -o "$new/net.gexf" -o "$new/net.dot" -o "$new/net.csv"
changed=1
[ -f "$name.json" ] && cmp -s "$new/net.json" "$name.json" && changed=0
for part in json graphml gexf dot nodes.csv edges.csv; do
    cmp -s "$new/net.$part" "$name.$part" || mv "$new/net.$part" "$name.$part"
done
for picture in svg png; do
    if [ "$changed" = 1 ] || [ ! -f "$name.$picture" ]; then
        build/shabaka convert "$name.graphml" --layout given --title "$title" \
            -o "$name.$picture"
    fi
done
echo "the example networks are in graphs/; next: build/shabaka rank $name.json"
