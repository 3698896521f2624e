"""Made-up papers in the shapes of other partnerships and municipalities; nobody in them exists."""

from __future__ import annotations

NOTICE = """\
Møteinnkalling

Utvalg: Oppdiktet samarbeidsutvalg
Møtested: Rådhuset i Bjørnøvik
Dato: 12.03.2031
Tid: 09:00 - 11:30

Saksliste

Saksnr\tSakstittel\tSakstype
PS 10/31\tGodkjenning av innkalling\tBeslutning
PS 11/31\tFelles venterom i Bjørnøvik\tOrientering
PS 12/31\tEventuelt\tDrøfting

Forfall meldes til sekretariatet.
"""
PROTOCOL = """\
Protokoll fra møte i Oppdiktet samarbeidsutvalg

Dato: onsdag 12. mars 2031
Tid: kl. 09.00–11.30
Sted: Teams

Sak 12/2031 Godkjenning av protokoll

Innstilling:
Protokollen godkjennes.

Vedtak:
Enstemmig vedtatt som foreslått.

Sak 13/2031 Felles venterom

Innstilling:
1. Rommet males.
2. Stolene byttes.

Vedtak:
Saken utsettes.

Sak 14/2031 Smittevern

Vedtak:
Saken tas til orientering.

Sak 15/2031 Ny bro

Innstilling:
Broen bygges.

Vedtak:
Saken tas til orientering.

Sak 16/2031 Ny benk

Innstilling:
Benken kjøpes.

Vedtak (enstemmig):
Benken kjøpes. Enstemmig vedtatt.
"""
REPORT = """\
Referat fra møte i FSU Fjellmedisin 5. februar 2031 kl. 12.00-13.30

Sted: Teams

Til stede:
- Kari Oppdiktsen (kommunalsjef, Bjørnøvik kommune)
- Ola Påfunn, klinikkleder, Kirurgisk klinikk
- Eva Tulleberg – fastlegerepresentant

Forfall:
- Per Laksaa (brukerrepresentant)

Sak 5-2031 Ny bro

- Broen ble presentert.
- Mange spørsmål.

Konklusjon: Utvalget støtter broen.

Sak 6-2031 Eventuelt

Ingen saker.
"""
NYNORSK = """\
Møteprotokoll

Utval: Oppdikta samarbeidsutval (SU)
Møtestad: Rådhuset i Bjørnøvik
Møtedato: 12.03.2031
Tid: kl. 09.00 – 11.30

Til stades:
Kari Oppdiktsen, kommunalsjef, Bjørnøvik kommune
Ola Påfunn, klinikkleiar, Kirurgisk klinikk
Eva Tulleberg, brukarrepresentant
Meldt fråfall:
Per Laksaa, fastlegerepresentant

Sakliste:
SU-sak 3/31 Godkjenning av innkalling og sakliste
SU-sak 4/31 Felles venterom
SU-sak 5/31 Ny bru

SU-sak 3/31 Godkjenning av innkalling og sakliste

Saksframlegg

Tilrådd vedtak:
Innkalling og sakliste vert godkjende.

Vedtak:
Samrøystes vedteke som tilrådd.

SU-sak 4/31 Felles venterom

Tilråding:
1. Rommet vert måla.
2. Stolane vert bytte.

Vedtak:
Saka vert utsett til neste møte.

SU-sak 5/31 Ny bru

Rådmannen sitt framlegg til vedtak:
Brua vert bygd.

Handsaming:
Det kom eit nytt framlegg.

Vedtak:
Brua vert bygd i 2032.
"""
TIMED = """\
Agenda

Møte i Oppdiktet samarbeidsutvalg
Møtedato: 12.03.2031
Tid: 09.00-11.30
Sted: Teams

Tid\tSak\tAnsvarlig
09.00–09.15\t24/2031 Godkjenning av innkalling\tLeder
09.15–10.00\tSak 25/2031 Felles venterom\tBjørnøvik kommune
10.00–10.15\tPause\t
10.15–11.30\tSak 26/2031 Ny bro\tFSU Fjellmedisin
"""
BOLD = """\
Saksframlegg til møte i OSU
Møtedato: 12.03.2031
Møteform: Fysisk
24/2031 Ny bro
Bakgrunn
Teksten er diktet opp, og den er så lang at den er et avsnitt.
Forslag til vedtak
OSU anbefaler at broen bygges.
25/2031 Felles venterom
Bakgrunn
Teksten er diktet opp.
Forslag til vedtak
OSU tar saken til orientering.
"""
BOLD_LINES = ("24/2031 Ny bro", "25/2031 Felles venterom", "Bakgrunn", "Forslag til vedtak")
YEAR_FIRST = """\
Innkalling til møte i Oppdiktet samarbeidsutvalg
Dato og tid: 12.03.2031 kl. 09.00-11.30
Sted: Digitalt

Saker:
2031/14 Godkjenning av innkalling (beslutning)
2031/15 Felles venterom (orientering)
"""
MUNICIPAL = """\
MØTEPROTOKOLL
Styre/råd/utvalg:\tMøtested:\tMøtedato:\tKl.:
Oppdiktet samarbeidsutvalg\tRådhuset\t12.03.2031\t09:00 - 11:00

Deltakere i Oppdiktet samarbeidsutvalg, møte den 12.03.2031
Navn\tStilling\tOrganisasjon\tMerknad
Kari Oppdiktsen\tKommunalsjef\tBjørnøvik kommune\t
Eva Tulleberg\tSeniorrådgiver\tKS Nord-Norge\tObservatør
Per Laksaa\tSpesialrådgiver\tBjørnøvik kommune\tSekretariat
Siri Gjøkeid\tKlinikkleder\tKirurgisk klinikk\tForfall

SAKSLISTE
Saksnr.\tArkivsaksnr.\tTittel
01-31\t31/390\tGODKJENNING AV PROTOKOLL
02-31\t31/391\tNy bro

Sak 01-31 GODKJENNING AV PROTOKOLL
Ordførers innstilling:
Protokollen godkjennes.
Behandling:
Ingen merknader.
Vedtak:
Protokollen godkjennes.

Sak 02-31 Ny bro
Rådmannens forslag til vedtak:
Broen bygges.
Samrøystes vedtak:
Broen bygges ikke.
"""
REGION = """\
PROTOKOLL
MØTE I OPPDIKTET SAMARBEIDSUTVALG
Møte: 6/2031
Tid: Fredag 7. november kl. 09:00-14:30
Stad: Bjørnøvik rådhus
Til stades: 14 av 16 medlemer
Forfall: to kommunar

Sak 47/31 Godkjenning, møteinnkalling og saksliste
Møteinnkalling og saksliste vart godkjent utan merknadar.

Sak 48/31 Ny bru
Vedtak: Utvalet tek saka til vitande.
"""
