# Each case: ## name, then shell. See run.py.
## version
$S --version
## overview
$S help
## no-command
$S
## unknown-command
$S frobnicate
## unknown-option
$S build x --frobnicate
## option-needs-argument
$S build x -o
## wrong-choice
$S build $D -o x.json --unit chapter
## no-output-named
$S build $D
## unknown-extension
$S build $D -o x.xyz
## help-of-every-command
for c in build mentions rank groups why compare describe filter methods convert view gazetteer help; do
    $S $c --help > help.txt && [ -s help.txt ] && grep -q Examples help.txt && echo $c ok
    $S help $c | cmp - help.txt
done
## build-json
$S build $D/*.txt -o - --labels en --find gazetteer | grep -v '"made"'
## build-summary
$S build $D -o x.json
## mentions
$S mentions $D/2024-03-02-talks.txt
## mentions-then-build-is-build
$S build $C $D/*.txt -o a.json -o a.graphml -o a.gexf -q &&
    $S mentions $C $D/*.txt | $S build --mentions - -o b.json -o b.graphml -o b.gexf -q &&
    cmp a.json b.json && cmp a.graphml b.graphml && cmp a.gexf b.gexf && echo same
## same-for-any-jobs-and-order
$S build $C $D/*.txt -o 1.json --jobs 1 -q && $S build $D/*.txt $C -o 7.json --jobs 7 -q &&
    cmp 1.json 7.json && echo same
## same-in-other-locales
$S build $D/*.txt -o 1.graphml -q && LC_ALL=de_DE.UTF-8 TZ=Asia/Riyadh $S build $D/*.txt -o 2.graphml -q &&
    cmp 1.graphml 2.graphml && echo same
## round-trips
$S build $C -o a.json -o a.graphml -q && $S convert a.graphml -o b.json -q && $S convert b.json --layout none -o c.json -q &&
    $S convert a.graphml -o b.graphml && cmp a.graphml b.graphml && cmp b.json c.json && echo same
## units
for u in sentence paragraph document window:2; do
    $S build $D/*.txt --unit $u -o x.json -q && $S describe x.json --json | grep -A0 -E '"(units|edges)"'
done
## why-no-node
printf 'Iran met Iraq.\n' > a.txt; : > b.txt
for o in '--since 2021-01-01' '--min-mentions 9' '--type person'; do $S build a.txt $o -o x.json 2>&1 | tail -1; done; $S build b.txt -o x.json 2>&1 | tail -1
$S build a.txt -o y.json --since 2021-01-01 --until 2020-01-01; echo $?; $S build a.txt -o y.json --since 2021-02-31; echo $?; $S build a.txt -o y.json --type ''; ls
## dates
$S build $D/*.txt --since 2024-03-02 --until 2024-03-02 -o x.json --labels en
## wrong-date
$S build $D -o x.json --since yesterday
## without-datelines
printf 'LONDON (Reuters) - Iran and Iraq met.\n' > a.txt
$S mentions a.txt | grep -o '"mark": *"[a-z]*"'
$S build a.txt -o - -q --without dateline,source --labels en | grep -c '"source"'
## capitals-dropped
printf 'Moscow and Beijing met Iran.\n' > a.txt
$S mentions a.txt --capitals drop | grep -o '"entity": *"[^"]*"'
## own-gazetteer
echo '{"id":"organization:atlantis","type":"organization","names":{"en":["Atlantis Union"]}}' > g.jsonl
printf 'The Atlantis Union met Iran.\n' > a.txt
$S mentions a.txt --gazetteer g.jsonl | grep -o '"entity": *"[^"]*"'
$S mentions a.txt --gazetteer-only g.jsonl --find gazetteer | grep -o '"entity": *"[^"]*"'
## broken-gazetteer
echo '{"id":"nonsense' > g.jsonl; $S mentions $D --gazetteer g.jsonl
## wrong-type-in-gazetteer
echo '{"id":"x:y","type":"planet","names":{}}' > g.jsonl; $S mentions $D --gazetteer g.jsonl
## empty-file
: > empty.txt; $S build empty.txt -o x.json; $S rank x.json; $S mentions empty.txt
## empty-network
: > empty.txt; $S build empty.txt -o e.json -q; $S convert e.json --measures all -o x.json && $S convert e.json --weight npmi -o x.json
for b in sdsm fixedrow disparity; do $S filter e.json --backbone $b -o x.json; done; $S convert e.json -o x.svg; echo $?; ls
## missing-file
$S build nowhere.txt -o x.json; echo; ls
## unreadable-and-readable
printf '\x89PNG\r\n\x1a\nxxxx' > a.png; printf '%%PDF-1.4 xxx' > b.pdf; printf 'Iran met Iraq.\n' > c.txt
$S build . -o x.json --labels en
## folder-of-pictures
mkdir p; printf '\x89PNG\r\n\x1a\nxxxx' > p/a.png; printf '\x89PNG\r\n\x1a\nyyyy' > p/b.png
$S build p -o x.json; ls
## strict
printf '\xff\xfeIr' > a.txt; printf 'caf\xe9 Iran' > b.txt
$S build b.txt -o x.json --strict; echo $?; ls
$S build b.txt -o x.json --encoding windows-1252 --labels en
## unknown-encoding
$S build $D -o x.json --encoding klingon
## records
$S build $D/records.jsonl -o x.json --labels en; $S why x.json Macron Scholz
## one-id-two-texts
printf 'id,text\n1,Russia met China.\n' > p1.csv; printf 'id,text\n1,Cuba met Haiti.\n1,Russia met China.\n' > p2.csv
$S build p2.csv p1.csv -o a.json -o a.csv --labels en; cut -d, -f1 a.nodes.csv; $S why a.json Cuba Haiti
$S build p1.csv p2.csv -o b.json -q --labels en; cmp a.json b.json && echo same
## twice-the-same-file
cp $D/2024-03-02-talks.txt a.txt; ln a.txt b.txt
$S build a.txt b.txt -o x.json --labels en
## looping-folder
mkdir a; ln -s .. a/loop; cp $D/2024-03-02-talks.txt a; $S build a -o x.json --labels en
## checked-before-reading
mkfifo never; mkdir d.gexf; old=$(ls)
b() { timeout 10 $S build never --labels en "$@"; echo $?; }
b -o x.json --weight nonsense; b -o x.json --measures npmi,nonsense; b -o x.json --measures npmi,; b -o x.png --dpi 99999; b -o x.json -o nowhere/x.csv; b -o x.json -o d.gexf; b -o x.gexf --gexf-version 9; b -o x.gexf --layout round
b -o - -o -; b -o x.json -o ./x.json -o x.json; b -o x.json --format csv; [ "$old" = "$(ls)" ] && echo nothing written
printf 'source,target\na,b\n' > e.csv; $S convert e.csv -o x.json -o x.dynamic.gexf; $S convert e.csv -o x.json -o x.evidence.csv; ls
## option-letters
printf 'Iran met Iraq.\n' > a.txt; $S build a.txt -qo x.json && $S build a.txt -qj2 -oy.json && cmp x.json y.json && echo same; $S build a.txt -qx; $S rank x.json -qn1 --by degree; $S rank x.json -qn
## lists-add-up
printf 'Iran met Emmanuel Macron and NATO.\n' > a.txt; $S build a.txt -qo x.json --labels en; $S rank x.json --type person --type state,person | tail -n +2 | sort; $S rank x.json --by degree --by strength --top 1 -q
$S rank x.json --by degree,; $S rank x.json --type person,,state; $S filter x.json --type person --type organization -qo - | $S rank - -q | tail -n +2
## unheeded-options
printf 'source,target,weight\na,b,2\nb,c,1\n' > e.csv
f() { $S filter e.csv -o x.json "$@"; echo $?; }
f --alpha 0.1; f --backbone mst --alpha 0.1; f --correct holm; f --by degree; f --min-weight nan; f --component 0; f --backbone top:0; f --backbone top:inf; f --backbone kcore:x; f --min-weight inf; ls
## groups-members
printf 'source,target\n"a, b",c\nc,d\nd,"a, b"\n' > e.csv; $S groups e.csv --json -q; $S groups e.csv --top 0 -q; $S groups e.csv --top 2 -q
## device-full
$S build $D/*.txt --format json -o /dev/full -q
$S mentions $D/*.txt > /dev/full
$S rank <($S build $D/*.txt -o - -q) > /dev/full
## output-folder-missing
$S build $D/*.txt -o nowhere/x.json -q
## output-is-folder
mkdir x.json; $S build $D/*.txt -o x.json -q
## old-output-stays-on-failure
echo old > x.json; $S build nowhere.txt -o x.json; cat x.json; ls -A
## link-is-followed
touch real.json; ln -s real.json x.json; $S build $D/*.txt -o x.json -q; [ -L x.json ] && [ -s real.json ] && echo followed
## closed-pipe
for c in "mentions $C" "gazetteer list --json -q"; do $S $c | head -n 1 | wc -l; echo ${PIPESTATUS[0]}; done
printf 'Iran met Iraq.\n' > a.txt; $S build a.txt -qo a.json; (sleep 0.5; $S describe a.json; echo $? >&2) | true; (sleep 0.5; $S convert a.json -qo keep.json -o -; echo $? >&2) | true; ls
## interrupted
mkfifo slow; $S build slow -o x.json & p=$!; exec 3> slow; sleep 0.3; kill -INT $p; wait $p; echo $?; exec 3>&-; ls x.json 2>&1
## long-line
head -c 3000000 /dev/zero | tr '\0' 'x' > long.txt; printf ' Iran met Iraq' >> long.txt
$S build long.txt -o x.json --labels en
## many-names-in-one-sentence
$S gazetteer list --type person --json -q > list.json; grep -o '"label_en": "[^"]*"' list.json | head -1500 | sed 's/"label_en": "//; s/"$/,/' | tr '\n' ' ' > many.txt
$S build many.txt -o x.json --labels en --find gazetteer --unit document 2>&1 | grep -c 'counted in no pair: 1'
## rank
$S build $D/*.txt -o x.json -q --labels en --find gazetteer; $S rank x.json --by betweenness,degree --top 4
$S rank x.json --type person --json --top 2
$S rank x.json --by nothing
## rank-writes-columns
$S build $D/*.txt -o x.json -q --labels en --find gazetteer; $S rank x.json --by pagerank -o y.graphml --top 1 && grep -c 'attr.name="pagerank"' y.graphml
## groups
$S build $D/*.txt -o x.json -q --labels en --find gazetteer; $S groups x.json
## why
$S build $D -o x.json -q --labels en --find gazetteer; $S why x.json بوتين Xi; $S why x.json state:CN --top 2; $S why x.json Nobody
## why-in-any-case
printf 'Vladimir Putin met Nikola Vaptsarov in Russia, said Jean-Claude Juncker. Путин и Бразилия. NATO met Syria.\n' > a.txt; $S build a.txt -o x.json -q --labels en
for q in putin ПУТИН nato russia БРАЗИЛИЯ 'vladimir putin' 'NIKOLA VAPTSAROV'; do $S why x.json "$q" --top 1 2>&1 | head -1; done
for q in Rusia Putni vaptsarow Бразили '' '?' zzz; do $S why x.json "$q"; done
## why-a-way
printf 'Iran met Iraq. Iraq met Oman.\n' > a.txt; $S build a.txt -o x.json -q --labels en; $S why x.json Iran عُمان; $S why x.json Iran Iran
## datelines-and-sources
printf 'محمد الزهراني - سبق- الرياض: وصل وفد من روسيا.\n' > a.txt
printf 'القاهرة - سمير عادل\nقال وزير من الصين لـ«عكاظ» إن العمل مستمر.\n' > b.txt
printf 'الكرملين: لا خلاف مع الهند\nونشرت صحيفة «لوموند» خبرا عن فرنسا.\nرابط الخبر بصحيفة الوئام.\n' > c.txt
printf 'بكين 11 يونيو (شينخوا) يصل وفد من البرازيل.\n' > d.txt
for f in a b c d; do $S mentions $f.txt | grep -o '"entity": *"[^"]*"[^}]*}' | sed 's/"label.*"mark"/"mark"/; s/"label.*//'; echo --; done
## why-without-evidence
printf 'Iran met Iraq.\n' > a.txt; $S build a.txt -o x.json -q --labels en --evidence 0; $S why x.json Iran Iraq
## compare
printf 'Iran met Iraq. Iran met Oman.\n' > a.txt; printf 'Iran met Iraq. Iran met Iraq. Iran met Chad.\n' > b.txt
$S build a.txt -o a.json -q --labels en; $S build b.txt -o b.json -q --labels en; $S compare a.json b.json
## compare-what-cannot-be
printf 'Iran met Iraq.\n' > a.txt; $S build a.txt -o s.json -q --labels en; $S build a.txt -o d.json -q --labels en --unit document; $S convert s.json --weight npmi -o w.json -q
$S build a.txt -o w2.json -q --unit window:2; $S build a.txt -o w3.json -q --unit window:3; $S build a.txt -o t.json -q --type state --labels en; $S filter s.json --min-weight 2 -o f.json -q
$S compare s.json d.json; $S compare w.json s.json; $S compare w2.json w3.json; $S compare s.json t.json -q; $S compare s.json f.json -q; $S compare w.json w.json -q
## compare-count-and-share
printf 'Iran met Iraq. Oman met Chad.\n' > a.txt; printf 'Iran met Iraq. Iran met Iraq. Oman met Chad. Oman met Chad. Oman met Chad. Oman met Chad. Oman met Chad. Oman met Chad.\n' > b.txt
$S build a.txt -o a.json -q --labels en; $S build b.txt -o b.json -q --labels en; $S compare a.json b.json; $S compare a.json b.json --json -q | grep -c '"change": "rose",.*"share": "fell"'
## describe
$S build $D/*.txt -o x.json -q --labels en --find gazetteer; $S describe x.json
## filter-chain
$S build $D/*.txt -o x.json -q --labels en --find gazetteer
$S filter x.json --type state,person -o - -q | $S filter - --min-weight 2 --no-isolates -o - -q | $S rank - --by degree
$S filter x.json --ego Putin:1 -o y.json; $S filter x.json --component 1 -o y.json; $S filter x.json --top 3 -o y.json; $S filter x.json -o
## methods
$S build $D/*.txt -o x.json -q --find gazetteer --since 2024-03-02 --min-mentions 1
for l in en ar ru; do $S methods x.json --lang $l; done; $S methods x.json --lang fr
printf '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="undirected"><node id="a"/></graph></graphml>' > o.graphml; $S methods o.graphml
## other-peoples-graphml
printf '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="w" for="edge" attr.name="weight" attr.type="double"/><graph edgedefault="directed"><node id="a"/><node id="b"/><edge source="a" target="b"><data key="w">2</data></edge><edge source="b" target="a"><data key="w">1</data></edge><edge source="a" target="a"/></graph></graphml>' > o.graphml
$S rank o.graphml --by strength; $S convert o.graphml -o o.json --layout none; cat o.json | grep -c source
## huge-weights
edge() { printf '<edge source="a" target="b"><data key="w">%s</data></edge>' $1; }
graph() { printf '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="w" for="edge" attr.name="weight" attr.type="double"/><graph edgedefault="undirected"><node id="a"/><node id="b"/>'; for w in $*; do edge $w; done; printf '</graph></graphml>'; }
graph 1e308 1e308 > a.graphml; $S describe a.graphml | sed -n 4,6p; graph 9e299 9e299 > b.graphml; $S describe b.graphml
graph 1e299 1e299 > c.graphml; $S describe c.graphml | sed -n 6p; $S convert c.graphml -o c.json -o c.svg -o c.edges.csv -q; $S describe c.json --json | grep total; $S describe c.edges.csv --json | grep total; ls c.svg
## no-graph
echo hello > x.json; $S rank x.json; echo '<html>' > x.graphml; $S rank x.graphml; $S rank nowhere.json
## gazetteer
$S gazetteer find بوتين Путина ШОС 'European Union' Atlantis; $S gazetteer list --type state --json | grep -c '"id"'; $S gazetteer find 'President Bush spoke' --date 1991-01-17; $S gazetteer find Bush --date 1991; $S gazetteer dance
## man-and-completions
$S help --man > man; head -3 man; for s in bash zsh fish; do $S help --completion $s | wc -l | tr -d ' ' | grep -c '[0-9]'; done; $S help --completion tcsh
## files-from
ls $D/*.txt > list; $S build --files-from list -o x.json --labels en; ls $D/*.txt | $S build --files-from - -o y.json -q --labels en; cmp x.json y.json && echo same
## hostile-names
printf 'Iran met Iraq.\n' > $'a\033[31m.txt'; printf '\x00\x01' > $'b\033[31m\n.txt'; $S build . -o x.json --labels en
## fourth-language
printf 'Bugün hava çok güzel ve deniz sakin.\nDie Katze schläft auf dem Sofa.\n今天天气很好。\nint main(void) { return 0; }\n' > a.txt; $S build a.txt -o x.json
## view
$S build $D/*.txt -o x.json -q --labels en; export TMPDIR=$PWD; hide='s#.*/shabaka-......#TMPDIR/shabaka-X#'; env -u DISPLAY -u WAYLAND_DISPLAY $S view x.json | sed "$hide"
mkdir bin; PATH=$PWD/bin:$PATH; export PATH DISPLAY=:9
printf '#!/bin/sh\nhead -c 15 "$1" > %s; echo chatter; echo noise >&2\n' $PWD/seen > bin/xdg-open; chmod +x bin/xdg-open; $S view x.json | sed "$hide"; cat seen; echo
printf '#!/bin/sh\nexit 3\n' > bin/xdg-open; $S view - < x.json | sed "$hide"
printf '#!/bin/sh\nexec sleep 6\n' > bin/xdg-open; timeout 20 $S view x.json | sed "$hide"
TMPDIR=$PWD/nowhere $S view x.json 2>&1 | sed "s#'.*/nowhere#'TMPDIR/nowhere#"; ls -d shabaka-* | wc -l
## backbone
$S build $D/*.txt -o n.json -q --labels en
$S filter n.json --backbone fixedrow --alpha 0.2 --correct none --format json -o - 2>&1 | grep -c p_fixedrow; $S filter n.json --backbone top:1 -o t.json; $S filter n.json --backbone mst --no-isolates -o m.json
$S filter n.json --backbone sdsm -o s.json -q; grep -o '"steps": *\[.*\]' s.json| grep -o '"steps":[^]]*]'
## backbone-wrong
$S build $D/*.txt -o n.json -q; $S filter n.json --backbone hairball -o x.json; $S filter n.json --backbone top:x -o x.json; $S filter n.json --backbone mst:2 -o x.json
$S filter n.json --backbone sdsm --correct much -o x.json; $S filter n.json --backbone sdsm --alpha 2 -o x.json
printf 'source,target,weight\na,b,2\n' > e.edges.csv; $S filter e.edges.csv --backbone sdsm -o x.json; $S filter e.edges.csv --backbone disparity -o x.json
printf 'source,target,weight\na,b,2.5\n' > f.edges.csv; $S filter f.edges.csv --backbone mlf -o x.json
## associations
$S build $D/*.txt -o n.json -q --labels en; $S convert n.json --measures npmi,g2 --format json -o - -q | grep -A1 -m1 '"weight"'; $S convert n.json --weight npmi -o w.json
$S convert n.json --measures nonsense -o x.json; $S convert n.json --weight nonsense -o x.json; $S build $D/*.txt --weight cosine -o x.json -q --find gazetteer && $S describe x.json --json | grep -A0 '"edges"'
## formats-more
$S build $D/*.txt -o n.json -q --labels en --evidence all; $S convert n.json -o a.jsonl -o a.evidence.csv -o a.vosviewer.json -o a.cyjs -o a.graphology.json -o a.dynamic.gexf -q && ls a.*
head -2 a.evidence.csv; head -1 a.jsonl; grep -m1 '<edge ' a.dynamic.gexf; $S convert a.cyjs -o b.json -q && $S describe b.json --json | grep -A0 '"edges"'
$S convert n.json --format vosviewer -o - | tail -2
## formats-without
printf 'source,target,weight\na,b,2\n' > e.edges.csv; $S convert e.edges.csv -o x.evidence.csv; $S convert e.edges.csv -o x.dynamic.gexf; ls x.*
$S build $D/2024-03-02-talks.txt -o x.dynamic.gexf --evidence 1
## packed-networks
printf 'Iran met Iraq.\n' > a.txt; $S build a.txt -qo x.json -o x.graphml -o x.gexf -o x.net -o x.csv --labels en; gzip -k x.json x.gexf x.net x.edges.csv
for f in x.json.gz x.gexf.gz x.net.gz x.edges.csv.gz; do $S describe $f --json | grep -c '"edges", "value": 1}'; done; gzip -c x.json | $S convert - -qo y.json && cmp x.json y.json && echo same
head -c 100 x.json.gz > cut.json.gz; $S describe cut.json.gz; gzip -c x.json.gz > twice.gz; $S describe twice.gz
## no-networks
printf 'Iran met Iraq. Iraq met Oman.\n' > a.txt; $S build a.txt -qo x.dot -o x.jsonl -o x.svg -o x.html -o x.pdf -o x.png -o x.evidence.csv --labels en; $S mentions a.txt > x.lines
for f in x.dot x.jsonl x.svg x.html x.pdf x.png x.evidence.csv x.lines; do $S describe $f; echo $?; done
## pajek
printf '*Vertices 3\n1 "a b"\n3 "c"\n*Edges\n1 2 0.5\n2 3\n*Arcslist\n1 3\n' | $S rank -; printf '*Vertices 2\n*Edges\n1 3\n' | $S rank -; printf '*Vertices 2\n*Matrix\n' | $S rank -
## methods-steps
$S build $D/*.txt -o n.json -q --labels en && $S filter n.json --backbone fixedrow --alpha 0.5 -o f.json -q && $S rank f.json --by pagerank,betweenness -o r.json -q >/dev/null
for l in en ar ru; do $S methods r.json --lang $l; done; $S methods r.json --bibtex
## adjectives
printf 'The Russian president met the Chinese delegation, the French foreign ministry said.\n' > a.txt
$S mentions a.txt | grep -o '"entity": *"[^"]*"'; echo --; $S mentions a.txt --adjectives state | grep -o '"entity": *"[^"]*"'; $S mentions a.txt --adjectives some
## decisions
printf 'same Putin person:x-wladimir-putin\nnot "Blackwater"\nnot organization:hamas\nrename Zelensky = V. Zelensky\nname state:OM = Sultanate of Muscat\n' > d.txt
printf 'Wladimir Putin met Vladimir Putin. Blackwater and Hamas met Zelensky. Volodymyr Zelensky is in the Sultanate of Muscat.\n' > a.txt
$S mentions a.txt --decisions d.txt | grep -o '"entity": *"[^"]*"'; $S build a.txt --decisions d.txt -o 1.json -q --labels en; $S mentions a.txt --decisions d.txt | $S build --mentions - --decisions d.txt -o 2.json -q --labels en; cmp 1.json 2.json && echo same
$S rank 1.json
printf 'same Putin Xi\ndifferent Xi Putin\n' > d.txt; $S mentions a.txt --decisions d.txt; $S mentions a.txt --decisions none.txt
## decisions-refused
printf 'Keir Starmer met Emmanuel Macron.\n' > a.txt
try() { printf "$1" > d; $S mentions a.txt --decisions d | grep -c sentence; }
try 'same "Keir Starmer" "Emmanuel Macron"\n'; try 'different "Keir Starmer" "Emmanuel Macron"\n'; try 'same Starmer Macron\n'; try 'same France Starmer\n'
try 'not "Keir Starmr"\n'; try 'same Starmer person:x-c\nsame "Emmanuel Macron" person:x-c\ndifferent Starmer "Emmanuel Macron"\n'
## highlight
printf 'Iran met Iraq. Oman met Chad. Chad met Iraq.\n' > a.txt; $S build a.txt -o n.json -q --labels en; $S convert n.json --highlight nobody -o x.svg
$S convert n.json -o a.svg -q; $S convert n.json --highlight إيران -o b.svg -q; grep -c 'fill="#9aa1ac"' a.svg; grep -c 'fill="#9aa1ac"' b.svg; ls *.svg
## caption-says-the-filter
printf 'Iran met Iraq. Iran met Iraq. Oman met Chad.\n' > a.txt; $S build a.txt -o n.json -q --labels en; $S filter n.json --min-weight 2 --no-isolates -o f.svg -q; grep -o 'filter[^<]*' f.svg; $S convert n.json -o g.svg -q; grep -c 'filter:' g.svg
$S filter n.json --min-weight 2 --no-isolates -q -o f.json; for l in ar ru; do $S convert f.json --labels $l -q --format svg -o - | grep -o '[^>]* ≥ [^<]*'; done
## charts
printf 'Iran met Iraq. Iran met Iraq. Oman met Chad. Chad met Iraq.\n' > 2020-03-01.txt; printf 'Iran met Chad. Iraq left Iran.\n' > 2024-07-01.txt; $S build 20*.txt -o n.json -q --labels en --evidence all
says() { grep -o '<title>[^<]*\|>[^<]*</text>' | sed 's/<title>/tip: /; s/<.text>//; s/^>/text: /' | sed 's/\xe2\x81[\xa6-\xa9]//g' | grep -v 'tip: box\|tip: text'; }
for c in top matrix time; do echo "== $c"; $S convert n.json --chart $c -q --format svg -o - | says; done
$S convert n.json --chart pie -o x.svg; $S convert n.json --chart top:pie -o x.svg; $S convert n.json --page a5 -o x.svg; ls x.svg
## rank-edges-and-parameters
printf 'Iran met Iraq. Iraq met Oman. Iraq met Iran. Oman met Chad. Iran met Oman.\n' > a.txt; $S build a.txt -o x.json -q --labels en
$S rank x.json --edges --by all; $S rank x.json --by reach:1,pagerank_from:0.5,cutpoint --from تشاد
$S rank x.json --by reach:0; $S rank x.json --by reach:many; $S rank x.json --by degree:2; $S rank x.json --by pagerank_from; $S rank x.json --edges --by degree
$S rank x.json --by reach:1,pagerank_from --from Chad -o y.json -q && $S rank y.json --edges --by bridge -o z.json -q && $S methods z.json | grep -o 'The centralities.*'
## groups-sure-and-between
$S build $D/*.txt -o x.json -q --labels en --find gazetteer
$S groups x.json --consensus --stability --runs 20 --top 2 -o y.json; $S methods y.json | grep -o 'They are what.*'
$S groups x.json --compare cpm,walktrap; $S groups x.json --between 1,Путин --top 3
$S compare x.json y.json --groups; $S compare x.json y.json --moved
$S groups x.json --between 1; $S groups x.json --between 1,99; $S groups x.json --between 1,1; $S groups x.json --compare nothing; $S groups x.json --consensus --runs 0
## why-via-and-ways
printf 'Iran joined BRICS. Oman joined BRICS. Iran met the UN. Oman met the UN. Iran met the UN. Oman met Iraq. Iraq met Iran.\n' > a.txt
$S build a.txt -o x.json -q --labels en
$S why x.json Iran عُمان --via organization; $S why x.json Iran Oman --via state; $S why x.json Iran Oman --way strongest; $S why x.json Iran BRICS --way shortest
$S why x.json Iran Oman --via organization --top 1 --json
$S why x.json Iran Oman --via planet; $S why x.json Iran --via all; $S why x.json Iran Oman --way wide
## project
$S build $D/*.txt -o x.json -q --labels en --find gazetteer
$S filter x.json --project person:state --no-isolates -o y.json && $S rank y.json --edges --top 3 && $S methods y.json | grep -o 'Entities.*'
$S filter x.json --project state:person:newman -o y.json -q && $S methods y.json | grep -o 'Each of these.*' && $S methods y.json --bibtex | grep -c newman2001
$S filter y.json --backbone sdsm -o z.json; $S compare x.json y.json --top 1
$S filter x.json --project person -o y.json; $S filter x.json --project person:planet -o y.json; $S filter x.json --project person:state:half -o y.json
## how-sure
$S build $D/*.txt -o n.json -q --labels en --bootstrap 100 --jackknife 3 --seed 7; $S rank n.json --by strength,betweenness --top 3; $S rank n.json --by strength --top 1 --json; $S rank n.json --outranks Russia "Xi Jinping"; $S build $D/*.txt -o g.json --labels en --bootstrap 40 --resample groups; $S methods g.json | grep -o "The texts were.*"; $S rank n.json --outranks Russia
$S filter n.json --min-weight 2 -o f.json -q; $S rank f.json --top 1; $S build $D/*.txt -o m.json -q; $S rank m.json --outranks Russia "Xi Jinping"; $S methods n.json; $S methods n.json --bibtex | grep '^@'
## permutation
$S mentions $D/*.txt -q > m.jsonl; $S compare m.jsonl --split 2024-03-03 --permute 199 --top 2 --labels en; echo; $S compare m.jsonl --split 2024-03-03 --permute 199 --top 1 --by strength --least 2 --correct holm --type state --json -q; $S compare m.jsonl m.jsonl --permute 99; $S compare m.jsonl m.jsonl --least 2; $S compare m.jsonl m.jsonl --permute 99 --moved
## wrong-about-units
for o in '--bootstrap 5' '--bootstrap 50 --resample closeness' '--bootstrap 50 --weight npmi' '--jackknife 1' '--fdsm 10 --unit window:3' '--unit document --weight decay' '--burst month/1' '--trend fortnight' '--slice 2024-02-30' '--slice month --rolling 0' '--since 2024-13-01'; do $S build $D/*.txt $o -q -o x.json; done; $S build $D/*.txt --slice day -o -; ls x.*
## random-networks
$S build $D/*.txt -o n.json -q --labels en --fdsm 200; $S filter n.json --backbone fdsm --correct none --alpha 0.3 -o f.json; $S methods f.json --lang ru | grep -o 'Каждое.*'; $S build $D/*.txt -q -o m.json; $S filter m.json --backbone fdsm -o x.json
## slices
$S build $D/*.txt --labels en --slice day --rolling 2 -o s.json -o s.csv; ls s.*; $S build $D/*.txt --labels en --since 2024-03-01 --until 2024-03-02 -q -o - | cmp - s.2024-03-01_2024-03-02.json && echo same
$S build $D/*.txt --labels en -q --trend day --burst day/3/0.1 --weight fractional -o t.jsonl -o t.json; head -2 t.jsonl; for l in en ar; do $S methods t.json --lang $l; done; $S compare s.2024-03-01_2024-03-02.json s.2024-03-02_2024-03-03.json --ranks degree --top 2
## names-to-add
printf 'Minister Karla Wexford met Vladimir Putin. Wexford praised Alan Brightwater, the spokesman said.\nKarla Wexford left Russia, said spokesman Alan Brightwater. Lebanon'"'"'s health ministry agreed with Karla Wexforde of Peru.\n' > a.txt
$S gazetteer suggest a.txt; $S mentions a.txt | $S gazetteer suggest --mentions - | wc -l; $S gazetteer suggest a.txt -o mine.jsonl -q; $S build a.txt --gazetteer mine.jsonl -o n.json 2>&1 | grep person; $S gazetteer suggest; $S gazetteer suggest none.txt
## names-passed-back
printf 'Minister Viktor Brenkov met Iran. Brenkov saw Iraq. Brenkov left Oman. Brenkov came.\n' > a.txt; printf 'Lee Brenkov sang. The brenkov is a bird.\n' > b.txt
$S gazetteer suggest a.txt -q -o mine.jsonl; grep -o '"names.*"found' mine.jsonl; $S mentions a.txt b.txt --gazetteer mine.jsonl -q | grep -oE '"entity": ?"person[^"]*"'
for n in '"label":"The","text":"The","entity":"person:x-the"' '"label":"I","text":"The","entity":"person:x-i"' '"label":"Carl","text":"The","entity":"person:x-carl"' '"label":"Zorbu","text":"The","entity":"person:x-zorbu"'; do printf '{"doc":"d","sentence":0,"paragraph":0,"start":0,"end":3,"text":"The","mentions":[{"start":0,"end":3,"type":"person",%s,"how":"pattern"}]}\n' "$n" | $S gazetteer suggest --mentions - -q | grep -o '"names.*"found'; done
## spellings-of-one
printf 'Minister Viktor Brenkov met Hassan Darwish, the spokesman, in Peru.\n' > a.txt; printf 'Министр Виктор Бренков прибыл в Перу и встретил Иран.\n' > b.txt; printf 'وصل الوزير فيكتور برينكوف إلى بيرو.\nقال المتحدث حسن درويش إن إيران وافقت.\n' > c.txt
$S build a.txt b.txt c.txt --labels en -o n.json; $S why n.json 'Виктор Бренков' Peru; $S why n.json 'حسن درويش' --top 1 --json | head -3; $S methods n.json --lang en | grep -o 'Spellings and.*third'; $S methods n.json --lang ru | grep -c 'Написания'
$S build a.txt b.txt c.txt --labels ar --spellings apart -o n.json; $S methods n.json --lang en | grep -c 'Spellings and'; $S build a.txt --spellings perhaps -o n.json; $S gazetteer suggest a.txt b.txt c.txt -q | grep -o '"names": [^}]*}'
## what-nothing-heeds
printf 'Iran met Iraq. Iran met Oman. Oman met Iraq.\n' > a.txt; $S build a.txt -o x.json -q --labels en
$S build a.txt --weight decay -o y.json; $S build a.txt --measures fractional,decay -o y.json; $S build a.txt --weight decay --unit window:2 -o y.json -q && echo weighed
$S build a.txt --rolling 2 -o y.json; $S build a.txt --resample strength -o y.json; $S build a.txt --seed 3 -o y.json; $S build a.txt --find patterns --min-confidence 0.5 -o y.json
$S build a.txt --min-mentions 0 -o y.json; $S build a.txt --fdsm 0 -o y.json; $S rank x.json --jobs 0; $S convert x.json -o y.png --dpi 0; $S convert x.json -o y.png --draw 0
$S convert x.json -o y.json --chart top; $S convert x.json -o y.json --highlight Iran; $S convert x.json -o y.svg --dpi 100; $S convert x.json -o y.gexf --bare; $S rank x.json --title X
$S rank x.json --from Iran; $S rank x.json --by reach:2.5; $S groups x.json --by infomap --resolution 2; $S groups x.json --runs 7; $S filter x.json --component 2 -o y.json
## jackknife-shown
printf 'Iran met Iraq.\n' > a.txt; printf 'Iran met Oman.\n' > b.txt; printf 'Iran met Iraq. Iraq met Oman.\n' > c.txt; $S build a.txt b.txt c.txt -o x.json -q --labels en --jackknife 50
$S build a.txt b.txt c.txt -o x.json --labels en --jackknife 50 2>&1 | grep asked; $S rank x.json; $S rank x.json --json -q
## compare-what-is-tested
printf 'Iran met Iraq. Iran met Oman. Iran met Iran.\n' > a.txt; printf 'Iran left.\n' > b.txt; for i in 1 2 3; do cp b.txt c$i.txt; done
$S build a.txt -o x.json -q --labels en --unit document; $S build c1.txt c2.txt c3.txt -o y.json -q --labels en --unit document; $S compare x.json y.json
printf 'Iran met Iraq. Oman met Iran. Oman met Chad.\n' > a.txt; $S build a.txt -o x.json -q --labels en --weight npmi; $S build a.txt b.txt -o y.json -q --labels en --weight npmi; $S compare x.json y.json -q
## graphology-types
printf 'Putin met Xi in Russia.\n' > a.txt; $S build a.txt -o x.json -q --labels en; $S convert x.json -o x.graphology.json -q; $S rank x.graphology.json --type person; $S filter x.graphology.json --type state -o y.json
printf '{"nodes":[{"key":"a","attributes":{"type_value":"person","type":"circle"}},{"key":"b","attributes":{}}],"edges":[{"source":"a","target":"b"}]}' > o.graphology.json; $S convert o.graphology.json -o o.csv -q; head -2 o.nodes.csv
printf 'Source,Target\na,b\n' > n.csv; $S rank n.csv --type person
## weights-of-others
for head in from,to,count source,target,Value source,target,TIMES 'source,target,zz' 'source,target,n,weight'; do printf "$head\nA,B,3,2\n" | sed "$(echo $head | grep -q weight || echo 's/,3,2/,3/')" > e.csv; $S rank e.csv --edges --by betweenness; done
printf 'source,target,n\nA,B,many\n' > e.csv; $S rank e.csv --edges --by betweenness
## decisions-about-nobody
printf 'Putin met the Shanghai Six.\n' > a.txt
for d in 'rename state:XX = foo' 'rename organization:ru-education-ministry = foo' 'name organization:sco = the' 'name organization:sco = Putin' 'name organization:sco = Shanghai Six' 'same state:RU state:RU' 'same person:x-a person:x-b' 'same person:a person:x-b'; do echo "$d" > d.txt; echo "$d"; $S build a.txt --decisions d.txt -o x.json -q; done
## own-names-malformed
for n in '"names": {"en": "Aaa Bbb"}' '"names": {"xx": ["Aaa"], "en": ["Bbb"]}' '"names": {"xx": ["Aaa"]}' '"names": {}' '"name": "Aaa"' '"short": {"en": ["Aaa"]}'; do echo "{\"id\": \"organization:q\", \"type\": \"organization\", $n}" > o.jsonl; echo "$n"; $S mentions o.jsonl --gazetteer o.jsonl --text-field id -q > /dev/null; done
## own-names-slips
printf 'Aaa Bbb met Iran.\n' > a.txt; try() { printf '%s\n' "$@" > o.jsonl; echo "$*"; $S mentions a.txt --gazetteer o.jsonl 2>&1 | grep -v '^{' | sed "s/^/  /"; }
P='"type": "person"' A='"names": {"en": ["Aaa Bbb"]}'
for n in '' ', "names": {"en": []}' ', "names": {"en": [""]}' ', "names": []' ', "names": [""]' ', "name": {"en": ["Aaa Bbb"]}' ', "short": {"en": ["Aaa"]}' ', "names": {"en": ["", "Aaa Bbb"]}'; do try "{\"id\": \"person:q\", $P$n}"; done
try '{"id": "person:vladimir-putin", "type": "person", "name": "Aaa Bbb"}'; try '{"id": "person:vladimir-putin", "type": "person", "names": {}}'; try '{"id": "person:vladimir-putin", "type": "person", "gender": "m"}'
try "{\"id\": \"organization:q\", $P, $A}"; try "{\"id\": \"q\", $P, $A}"
try "{\"id\": \"person:q\", $P, $A}" "{\"id\": \"person:q\", $P, \"names\": {\"en\": [\"Ccc Ddd\"]}}" "{\"id\": \"person:q\", $P, \"names\": {\"en\": [\"Eee Fff\"]}}"
try "{\"id\": \"person:q\", $P, $A}" "{\"id\": \"person:r\", $P, \"names\": {\"en\": [\"Ccc Ddd\", \"Aaa Bbb\"]}}"; $S gazetteer check o.jsonl 2>&1 | grep -v lines; echo 'same person:q person:r' > d; $S mentions a.txt --gazetteer o.jsonl --decisions d 2>&1 | grep -v '^{'
try "{\"id\": \"person:q\", $P, $A}" "{\"id\": \"person:r\", $P, \"names\": {\"en\": [\"Ddd Bbb\"]}}"; cp o.jsonl p.jsonl; try "{\"id\": \"person:s\", $P, $A}"; $S mentions a.txt --gazetteer p.jsonl --gazetteer o.jsonl 2>&1 | grep -v '^{'
## own-names-shared
echo '{"id": "person:x-mine", "type": "person", "names": {"en": ["John Kerry"]}}' > o.jsonl; printf 'not "Xi Jinping"\nname organization:sco = Shanghai Six\n' > d.txt
printf 'John Kerry met Putin, Xi Jinping and the Shanghai Six.\n' > a.txt; printf 'Secretary of State John Kerry of the United States. John Kerry, former U.S. senator, spoke for America.\n' > b.txt
$S mentions a.txt b.txt --gazetteer o.jsonl | grep -oE '"entity": ?"person[^"]*"'; $S build a.txt --gazetteer o.jsonl --decisions d.txt -o x.json --labels en; for l in ar en ru; do $S methods x.json --lang $l | tail -n +1 | grep -oE "(own|المستخدم|пользователя)[^.]*\."; done
$S build a.txt --gazetteer-only o.jsonl -o y.json -q; $S methods y.json | grep -o "with a list[^,]*"; $S build a.txt -o z.json -q; $S methods z.json | grep -c user
## name-of-several
echo 'George W. Bush and George H.W. Bush met Jeb Bush in Kuwait.' > a.txt; $S build a.txt -q --labels en -o a.json; $S why a.json Bush | head -1; $S why a.json Kuwait | head -1
