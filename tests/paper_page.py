"""A small made-up page with one of everything that a document can get wrong."""

from __future__ import annotations

import base64

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300pt" height="120pt" viewBox="0 0 300 120">'
    '<rect x="10" y="10" width="200" height="40" fill="#0f2750"/>'
    '<path d="M10 90 L290 90" stroke="#cd4805" stroke-width="3"/></svg>'
)
ALT = "To merker: en mørk stolpe på 200 og en strek under."
LONG, WIDE = 90, 16


def table(caption: str, headers: list[str], rows: list[list[str]], kind: str = "") -> str:
    head = "".join(f'<th scope="col">{header}</th>' for header in headers)
    body = "".join(
        f'<tr id="{kind}{number}"><th scope="row">{row[0]}</th>'
        + "".join(f'<td class="tall">{cell}</td>' for cell in row[1:])
        + "</tr>"
        for number, row in enumerate(rows, start=1)
    )
    return (
        f'<div class="tabell" role="region" aria-label="{caption}" tabindex="0"><table>'
        f"<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def page() -> str:
    picture = base64.b64encode(SVG.encode()).decode()
    long_rows = [[f"Oppdiktet {number}", str(number), str(number * 7)] for number in range(1, LONG + 1)]
    wide_rows = [[f"Rad {letter}"] + ["18 000 000"] * (WIDE - 1) for letter in "ABC"]
    wide_heads = [f"Kolonne {number}" for number in range(1, WIDE + 1)]
    return f"""<!doctype html>
<html lang="nb"><head><meta charset="utf-8"><title>Årsmelding 2031 – Det oppdiktede helsefellesskapet</title>
<style>p {{ color: red; }}</style></head>
<body><a class="hopp" href="#innhold">Hopp til innholdet</a>
<header class="topp"><p class="avsender">Det oppdiktede helsefellesskapet</p><h1>Årsmelding 2031</h1>
<p class="undertittel">Et sykehus og to kommuner</p></header>
<div class="ramme"><nav class="innholdsliste" id="innholdsliste">
<ol><li><a href="#a">Møter</a></li></ol></nav>
<main id="innhold" tabindex="-1">
<section aria-labelledby="a"><h2 id="a">Møter</h2><p>Hvor ofte møttes utvalgene? Det var
<a class="tall-lenke" id="tall-m" href="#t1"><data value="32">32</data></a> møter, også i
<span lang="se">Romsa</span> og <span lang="fkv">Tromssa</span>.</p>
<dl class="noekkeltall"><div><dt>møter i alt</dt><dd><a class="tall-lenke" href="#t1">32</a></dd></div>
<div><dt>saker</dt><dd>275</dd></div></dl>
<h3 id="a-fig">Hva figuren viser</h3>
<figure><figcaption>Stolpen er lengst</figcaption>
<img alt="{ALT}" src="data:image/svg+xml;base64,{picture}">
<details><summary>Tallene bak figuren</summary>
{table("Tallene", ["Hva", "Antall"], [["Stolpe", "200"]])}</details></figure>
<h3 id="a-lang">En lang tabell</h3>{table("Nitti oppdiktede rader", ["Navn", "Nr.", "Sum"], long_rows)}
<p class="merknad">Kilde: oppdiktet</p>
<ul><li>Ett punkt</li><li>Et annet <strong>punkt</strong></li></ul>
<p class="tilbake"><a href="#innholdsliste">Til innholdslisten</a></p></section>
<section aria-labelledby="b"><h2 id="b">Brede tabeller</h2><p>Den neste er bred.</p>
{table("Seksten kolonner", wide_heads, wide_rows)}
<p>Den kan også fås <a href="tabeller/b.csv">som fil</a>.</p></section>
<section aria-labelledby="tallgrunnlag"><h2 id="tallgrunnlag">Tallgrunnlag</h2>
{table("Tall i «Møter»", ["Tall", "Verdi"], [['<a href="#tall-m">32</a>', "32"]], kind="t")}
<h3 id="sett">Datasett</h3>
<details class="datasett"><summary>Oppdiktet sett <span class="kode">sett</span></summary>
<p>Settet har tre rader.</p>
{table("Kolonner i sett", ["Kolonne", "Mangler"], [["navn", "0"]])}</details>
<div class="tabell"><table><caption>Avvik</caption>
<thead><tr><th scope="col">Påstand</th><th scope="col">Oppgitt</th><th scope="col">Sted</th></tr></thead>
<tbody><tr><th scope="rowgroup" colspan="3">Dokument A</th></tr>
<tr><th scope="rowgroup" rowspan="2">Antall</th><td>1</td><td>linje 1</td></tr>
<tr><td colspan="2">Feil.</td></tr>
<tr class="sum"><th scope="row">I alt</th><td>1</td><td></td></tr>
</tbody></table></div></section>
</main></div><footer class="bunn"><p>Bygget av validerte data.</p></footer></body></html>"""
