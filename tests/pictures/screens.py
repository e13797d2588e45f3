"""Which screens there are: by whom they are seen, on which day, and at which address.

A name in braces in an address is looked up in the demo (`places.py`). `steps` are done on the page
before the picture is taken: (what, name) with what `click` (a button), `open` (a detail) or `choose` (a file).
"""

from dataclasses import dataclass, field

HERE = "/druten-2025-2028"
PLANNING, TALK, PUBLISHING = "2026-06-20", "2026-07-03", "2026-11-24"
ONE_PARTNER = "2026-11-25"
ASKING = "2026-12-08"
REPORTING, LOOKING_BACK = "2027-02-13", "2027-03-12"
HALFWAY = "2027-02-14"
# What is changed in the demo of a day, after its story (`places.py`).
PREPARED = {
    PLANNING: "someone_is_invited",
    ONE_PARTNER: "working_group_of_one_partner",
    REPORTING: "results_opened",
    HALFWAY: "results_halfway",
    LOOKING_BACK: "evaluation_input_begun",
    TALK: "another_date_proposed",
    ASKING: "taken_into_use_halfway",
}
WOONWAARTS = "indiener@woonwaarts.example"
DE_KERNEN = "indiener@de-kernen.example"
HBD = "indiener@hbd.example"
RESIDENTS = "indiener@bewonersraad-de-kernen.example"
MUNICIPALITY = "indiener@gemeente-druten.example"
EDITOR = "invuller@woonwaarts.example"
READER = "lezer@hbd.example"
SECRETARY, SECOND = "werkgroep@druten.example", "werkgroep2@druten.example"
BOARD, ADMINISTRATOR = "bestuur@druten.example", "beheer@druten.example"
NOBODY = ""


@dataclass(frozen=True)
class Screen:
    """One page as one person sees it. `debug` off is as in production; `readme` gives, by width, the
    name of the picture that is kept in docs/pictures: for the README and for the handleiding."""

    name: str
    account: str
    address: str
    steps: tuple[tuple[str, str], ...] = ()
    debug: bool = True
    printed: bool = False
    readme: dict[int, str] = field(default_factory=dict)


OVERVIEW = f"{HERE}/overzichten/2027"
RESULTS = f"{HERE}/resultaten/2026"
JOINT = f"{HERE}/gezamenlijk"
INPUT = f"{HERE}/evaluatie/inbreng"
AGREEMENT = f"{HERE}/afspraken/1.1-03/"
MOVE = "/admin/werk/verplaatsen"
QUESTIONS = "/admin/werk/vragen/{results:2026}"
PAST = "/admin/werk/overnemen/{covenant}/"

SCREENS: dict[str, list[Screen]] = {
    PLANNING: [
        Screen("inloggen", NOBODY, "/accounts/login/"),
        Screen("inloggen-fout", NOBODY, "/accounts/login/", (("click", "Inloggen"),)),
        Screen("wachtwoord-vergeten", NOBODY, "/accounts/password/reset/"),
        Screen("wachtwoord-verstuurd", NOBODY, "/accounts/password/reset/done/"),
        Screen("wachtwoord-sleutel-oud", NOBODY, "/accounts/password/reset/key/1-x/"),
        Screen("wachtwoord-wijzigen", WOONWAARTS, "/accounts/password/change/"),
        Screen("inloggen-code", NOBODY, "/accounts/login/code/"),
        Screen("uitnodiging", NOBODY, "/uitnodiging/uitnodiging-aan-ans.dekker/"),
        Screen(
            "uitnodiging-fout", NOBODY, "/uitnodiging/uitnodiging-aan-ans.dekker/", (("click", "Wachtwoord bewaren"),)
        ),
        Screen("uitnodiging-bekend", NOBODY, "/uitnodiging/uitnodiging-aan-invuller/"),
        Screen("uitnodiging-aannemen", EDITOR, "/uitnodiging/uitnodiging-aan-invuller/"),
        Screen("uitnodiging-ander", READER, "/uitnodiging/uitnodiging-aan-invuller/"),
        Screen("uitnodiging-verlopen", NOBODY, "/uitnodiging/uitnodiging-aan-te.laat/"),
        Screen("organisatie", WOONWAARTS, "/mijn/organisatie/"),
        Screen("organisatie-fout", WOONWAARTS, "/mijn/organisatie/", (("click", "Uitnodiging versturen"),)),
        Screen("organisatie-lezer", READER, "/mijn/organisatie/"),
        Screen("lidmaatschap-laatste", WOONWAARTS, "/mijn/organisatie/lid/{last_submitter}/beeindigen/"),
        Screen(
            "lidmaatschap-laatste-fout",
            WOONWAARTS,
            "/mijn/organisatie/lid/{last_submitter}/beeindigen/",
            (("click", "Lidmaatschap"),),
        ),
        Screen("gegevens", WOONWAARTS, "/mijn/gegevens/"),
        Screen("gegevens-adres", WOONWAARTS, "/mijn/gegevens/e-mail/"),
        Screen("tweede-stap", WOONWAARTS, "/accounts/tweede-stap/"),
        Screen("tweede-stap-app", WOONWAARTS, "/accounts/tweede-stap/totp/activate/"),
        Screen("tweede-stap-passkey", WOONWAARTS, "/accounts/tweede-stap/webauthn/add/"),
        Screen("beheer-uitnodigen", SECRETARY, "/admin/agreements/invitation/add/"),
        Screen("beheer-uitnodigingen", ADMINISTRATOR, "/admin/agreements/invitation/"),
        Screen("beheer-tweede-stappen", ADMINISTRATOR, "/admin/accounts/factor/"),
        Screen("taken", WOONWAARTS, "/", readme={1280: "mijn-taken", 360: "mijn-taken-smal"}),
        Screen("taken-teruggegeven", DE_KERNEN, "/"),
        Screen("taken-lezer", READER, "/"),
        Screen("taken-werkgroep", SECRETARY, "/"),
        Screen("taken-bestuur", BOARD, "/"),
        Screen("afspraken", WOONWAARTS, f"{HERE}/afspraken/"),
        Screen("afspraken-gefilterd", WOONWAARTS, f"{HERE}/afspraken/?partner=woonwaarts&rol=trekker&jaar=2027"),
        Screen("afspraken-niets", WOONWAARTS, f"{HERE}/afspraken/?woorden=zwembad"),
        Screen("afspraak", WOONWAARTS, AGREEMENT),
        Screen("overzichten-kiezen", SECRETARY, f"{HERE}/overzichten/"),
        Screen("overzicht", WOONWAARTS, f"{OVERVIEW}/woonwaarts/", readme={1280: "overzicht"}),
        Screen("overzicht-invuller", EDITOR, f"{OVERVIEW}/woonwaarts/"),
        Screen("overzicht-stap-accenten", WOONWAARTS, f"{OVERVIEW}/woonwaarts/accenten/"),
        Screen("overzicht-stap-afspraken", WOONWAARTS, f"{OVERVIEW}/woonwaarts/afspraken/"),
        Screen("overzicht-stap-activiteiten", WOONWAARTS, f"{OVERVIEW}/woonwaarts/activiteiten/"),
        Screen("overzicht-stap-vorig-jaar", WOONWAARTS, f"{OVERVIEW}/woonwaarts/vorig-jaar/"),
        Screen("overzicht-stap-hulp", WOONWAARTS, f"{OVERVIEW}/woonwaarts/hulp/"),
        Screen("overzicht-akkoord", WOONWAARTS, f"{OVERVIEW}/woonwaarts/akkoord/"),
        Screen("overzicht-akkoord-fout", WOONWAARTS, f"{OVERVIEW}/woonwaarts/akkoord/", (("click", "Klaarzetten"),)),
        Screen("overzicht-akkoord-leeg", RESIDENTS, f"{OVERVIEW}/bewonersraad-de-kernen/akkoord/"),
        Screen("overzicht-stap-teruggegeven", DE_KERNEN, f"{OVERVIEW}/de-kernen/activiteiten/"),
        Screen("overzicht-leeg", RESIDENTS, f"{OVERVIEW}/bewonersraad-de-kernen/"),
        Screen("overzicht-teruggegeven", DE_KERNEN, f"{OVERVIEW}/de-kernen/"),
        Screen("overzicht-lezer", READER, f"{OVERVIEW}/hbd/"),
        Screen("activiteit-nieuw", WOONWAARTS, f"{OVERVIEW}/woonwaarts/activiteit/?afspraak=1.1-03"),
        Screen("activiteit", WOONWAARTS, f"{OVERVIEW}/woonwaarts/activiteit/{{activity}}/", readme={960: "activiteit"}),
        Screen("activiteit-fout", WOONWAARTS, f"{OVERVIEW}/woonwaarts/activiteit/", (("click", "bewaren"),)),
        Screen("activiteit-vervallen", WOONWAARTS, f"{OVERVIEW}/woonwaarts/activiteit/{{activity}}/vervallen/"),
        Screen("activiteit-gemeente", MUNICIPALITY, f"{OVERVIEW}/gemeente-druten/activiteit/"),
        Screen("dit-jaar-niets", WOONWAARTS, f"{OVERVIEW}/woonwaarts/niet/1.1-03/"),
        Screen("dit-jaar-niets-fout", WOONWAARTS, f"{OVERVIEW}/woonwaarts/niet/1.1-03/", (("click", "bewaren"),)),
        Screen("niets-te-melden", RESIDENTS, f"{OVERVIEW}/bewonersraad-de-kernen/niets-te-melden/"),
        Screen("vragen", WOONWAARTS, f"{OVERVIEW}/woonwaarts/vragen/"),
        Screen("hulp-vragen", WOONWAARTS, f"{OVERVIEW}/woonwaarts/hulpvraag/{{activity}}/"),
        Screen(
            "hulp-vragen-fout",
            WOONWAARTS,
            f"{OVERVIEW}/woonwaarts/hulpvraag/{{activity}}/",
            (("click", "Nu versturen"),),
        ),
        Screen("hulp-aanbieden", HBD, f"{OVERVIEW}/hbd/aanbod/"),
        Screen("controleren", WOONWAARTS, f"{OVERVIEW}/woonwaarts/controleren/", readme={960: "controleren"}),
        Screen("controleren-leeg", RESIDENTS, f"{OVERVIEW}/bewonersraad-de-kernen/controleren/"),
        Screen("uitstel", WOONWAARTS, f"{OVERVIEW}/woonwaarts/uitstel/"),
        Screen("uitstel-fout", WOONWAARTS, f"{OVERVIEW}/woonwaarts/uitstel/", (("click", "Uitstel vragen"),)),
        Screen("hulpvragen", WOONWAARTS, "/hulpvragen/"),
        Screen("hulpvragen-hbd", HBD, "/hulpvragen/", readme={1280: "hulpvragen"}),
        Screen("hulpvragen-werkgroep", SECRETARY, "/hulpvragen/"),
        Screen("hulpvraag-antwoord", HBD, "/hulpvragen/{asked_of_hbd}/", readme={960: "antwoorden"}),
        Screen("hulpvraag-antwoord-fout", HBD, "/hulpvragen/{asked_of_hbd}/", (("click", "Antwoord versturen"),)),
        Screen("hulpvraag-van-ons", WOONWAARTS, "/hulpvragen/{asked_of_hbd}/"),
        Screen("zoeken", WOONWAARTS, "/zoeken/"),
        Screen("zoeken-gevonden", WOONWAARTS, "/zoeken/?woorden=huurders", readme={960: "zoeken"}),
        Screen("zoeken-niets", WOONWAARTS, "/zoeken/?woorden=zwembad&jaar=2027"),
        Screen("zoeken-fout", WOONWAARTS, f"/zoeken/?woorden={'x' * 300}"),
        Screen("woord", WOONWAARTS, AGREEMENT, (("click", "wat is dat"),), readme={960: "woord"}),
        Screen("hulp", HBD, "/hulp/"),
        Screen("hulp-hoofdstuk", HBD, "/hulp/overzicht-maken/"),
        Screen("hulp-tabel", HBD, "/hulp/resultaten-invullen/"),
        Screen("hulp-woorden", HBD, "/hulp/woorden/"),
        Screen("hulpvraag-opnieuw", WOONWAARTS, "/hulpvragen/{asked_of_hbd}/opnieuw/"),
        Screen("hulpvraag-activiteit", MUNICIPALITY, "/hulpvragen/{promised_by_municipality}/"),
        Screen("hulpvraag-afgewezen", MUNICIPALITY, "/hulpvragen/{declined_by_residents}/"),
        Screen("hulpvraag-deels", DE_KERNEN, "/hulpvragen/{partly_by_residents}/"),
        Screen("hulpvragen-filter", MUNICIPALITY, "/hulpvragen/?stand=open"),
        Screen("werkpagina", SECRETARY, "/admin/", readme={1280: "werkpagina"}),
        Screen("werkpagina-beheer", ADMINISTRATOR, "/admin/"),
        Screen("opdracht-teruggegeven", SECRETARY, "/admin/werk/opdracht/{overview:2027:de-kernen}/"),
        Screen("opdracht-bezig", SECRETARY, "/admin/werk/opdracht/{overview:2027:woonwaarts}/"),
        Screen("opdracht-eigen", SECOND, "/admin/werk/opdracht/{results:2025:woonwaarts}/"),
        Screen("accenten-besloten", SECRETARY, "/admin/werk/accenten/{accents:2027}/"),
        Screen("kalender", WOONWAARTS, "/kalender/"),
        Screen("kalender-2027", WOONWAARTS, "/kalender/?jaar=2027"),
        Screen("kalender-agenda", WOONWAARTS, "/kalender/eigen-agenda/"),
        Screen("berichten", WOONWAARTS, "/mijn/berichten/"),
        Screen("berichten-fout", WOONWAARTS, "/mijn/berichten/", (("click", "Vervanger"),)),
        Screen("verloop", DE_KERNEN, f"{OVERVIEW}/de-kernen/verloop/"),
        Screen("verplaatsen-kiezen", SECRETARY, f"{MOVE}/"),
        Screen("verplaatsen", SECRETARY, f"{MOVE}/{{overview:2027}}/"),
        Screen("verplaatsen-fout", SECRETARY, f"{MOVE}/{{overview:2027}}/?before=2026-06-01"),
        Screen("verplaatsen-gevolgen", SECRETARY, f"{MOVE}/{{overview:2027}}/?before=2026-09-08"),
        Screen(
            "verplaatsen-gevolgen-fout",
            SECRETARY,
            f"{MOVE}/{{overview:2027}}/?before=2026-09-08",
            (("click", "Nieuwe datum voorstellen"),),
        ),
        Screen("partijen", SECRETARY, "/admin/werk/partijen/"),
        Screen("partij-nieuw", SECRETARY, "/admin/werk/partijen/{covenant}/nieuw/"),
        Screen(
            "partij-nieuw-fout", SECRETARY, "/admin/werk/partijen/{covenant}/nieuw/", (("click", "Partij toevoegen"),)
        ),
        Screen("partij-weg", SECRETARY, "/admin/werk/partij/{party}/weg/"),
        Screen("partij-over", SECRETARY, "/admin/werk/partij/{party}/over/"),
        Screen("vragen-overzicht-vast", SECRETARY, "/admin/werk/vragen/{overview:2027}/"),
        Screen("print-overzicht", WOONWAARTS, f"{OVERVIEW}/woonwaarts/", printed=True),
        Screen("print-afspraak", WOONWAARTS, AGREEMENT, printed=True),
        Screen("print-taken", WOONWAARTS, "/", printed=True),
        Screen("print-hulp", HBD, "/hulp/overzicht-maken/", printed=True),
        Screen("print-zoeken", WOONWAARTS, "/zoeken/?woorden=huurders", printed=True),
        Screen("print-werkpagina", SECRETARY, "/admin/", printed=True),
        Screen("fout-400", NOBODY, "/fout/400/", debug=False),
        Screen("fout-403", NOBODY, "/fout/403/", debug=False),
        Screen("fout-404", NOBODY, "/bestaat-niet/x/", debug=False),
        Screen("fout-404-ingelogd", WOONWAARTS, f"{HERE}/bestaat-niet/x/", debug=False),
        Screen("fout-404-werkgroep", SECRETARY, "/admin/bestaat-niet/", debug=False),
        Screen("fout-429", NOBODY, "/fout/429/", debug=False),
        Screen("fout-500", NOBODY, "/fout/500/", debug=False),
        Screen("fout-csrf", NOBODY, "/fout/csrf/", debug=False),
    ],
    TALK: [
        Screen("na-termijn-taken", RESIDENTS, "/"),
        Screen("na-termijn-overzicht", RESIDENTS, f"{OVERVIEW}/bewonersraad-de-kernen/"),
        Screen("ingediend", WOONWAARTS, f"{OVERVIEW}/woonwaarts/"),
        Screen("ingediend-bevestiging", WOONWAARTS, f"{OVERVIEW}/woonwaarts/ingediend/"),
        Screen("ingediend-ander", HBD, f"{OVERVIEW}/woonwaarts/"),
        Screen("hulp-aanbieden-bij", HBD, f"{OVERVIEW}/hbd/aanbod/{{activity}}/"),
        Screen("wat-binnenkwam", HBD, f"{JOINT}/2027/", readme={1280: "gezamenlijk"}),
        Screen("opdracht-ingediend", SECRETARY, "/admin/werk/opdracht/{overview:2027:woonwaarts}/"),
        Screen(
            "opdracht-teruggeven-fout",
            SECRETARY,
            "/admin/werk/opdracht/{overview:2027:woonwaarts}/",
            (("click", "Teruggeven"),),
        ),
        Screen("opdracht-vier-ogen", SECRETARY, "/admin/werk/opdracht/{overview:2027:gemeente-druten}/"),
        Screen("afstemming", SECRETARY, "/admin/werk/afstemming/{alignment:2027}/"),
        Screen("uitstel-gevraagd", SECRETARY, "/admin/werk/opdracht/{overview:2027:bewonersraad-de-kernen}/"),
        Screen("werkpagina-na-termijn", SECRETARY, "/admin/"),
        Screen("rondsturen", SECRETARY, "/admin/werk/rondsturen/{overview:2027}/"),
        Screen("verplaatsen-voorstel", SECRETARY, f"{MOVE}/{{bundle:2027}}/"),
        Screen("verplaatsen-bevestigen", SECOND, f"{MOVE}/{{bundle:2027}}/"),
        Screen("verplaatsen-verplaatst", SECOND, f"{MOVE}/{{bundle:2027}}/", (("click", "Datum verplaatsen"),)),
        Screen("kalender-verplaatst", HBD, "/kalender/"),
    ],
    PUBLISHING: [
        Screen("te-laat-taken", RESIDENTS, "/"),
        Screen("te-laat-overzicht", RESIDENTS, f"{OVERVIEW}/bewonersraad-de-kernen/"),
        Screen("na-publicatie-2026", HBD, f"{JOINT}/2026/"),
        Screen("versie", HBD, f"{JOINT}/2026/versie/1/"),
        Screen("print-versie", HBD, f"{JOINT}/2026/versie/1/", printed=True),
        Screen("werkpagina-november", SECRETARY, "/admin/"),
        Screen("opdracht-te-laat", SECRETARY, "/admin/werk/opdracht/{overview:2027:bewonersraad-de-kernen}/"),
        Screen("uitvraag-nog-niet", SECRETARY, "/admin/werk/uitvraag/{results_request:2026}/"),
        Screen("accenten-komen", SECRETARY, "/admin/werk/accenten/{accents:2028}/"),
        Screen("accent-nieuw", SECRETARY, "/admin/werk/accenten/{accents:2028}/nieuw/"),
        Screen("accent-fout", SECRETARY, "/admin/werk/accenten/{accents:2028}/nieuw/", (("click", "bewaren"),)),
        Screen("publicatie", SECRETARY, "/admin/werk/publicatie/{bundle:2027}/"),
        Screen("publicatie-akkoord", SECOND, "/admin/werk/publicatie/{bundle:2027}/"),
        Screen("publicatie-gegeven", SECOND, "/admin/werk/publicatie/{bundle:2027}/", (("click", "kkoord"),)),
        Screen("publicatie-vakjes", SECRETARY, "/admin/werk/publicatie/{bundle:2027}/"),
        Screen("publicatie-fout", SECRETARY, "/admin/werk/publicatie/{bundle:2027}/", (("click", "ublice"),)),
        Screen("publicatie-oud", SECRETARY, "/admin/werk/publicatie/{bundle:2026}/"),
        Screen("beheer-afspraken", SECRETARY, "/admin/agreements/agreement/"),
        Screen("beheer-afspraak", SECRETARY, "/admin/agreements/agreement/{agreement}/change/"),
        Screen("beheer-afspraak-historie", SECRETARY, "/admin/agreements/agreement/{agreement}/history/"),
        Screen("beheer-publicaties", SECRETARY, "/admin/monitoring/publication/"),
        Screen("beheer-overleggen", SECRETARY, "/admin/agreements/meeting/"),
        Screen("beheer-overleg-nieuw", SECRETARY, "/admin/agreements/meeting/add/"),
        Screen("beheer-opdrachten", SECRETARY, "/admin/calendar_cycle/assignment/"),
        Screen("beheer-mensen", ADMINISTRATOR, "/admin/accounts/user/"),
        Screen("beheer-mens", ADMINISTRATOR, "/admin/accounts/user/{user}/change/"),
        Screen("beheer-prestatieafspraken", ADMINISTRATOR, "/admin/agreements/covenant/"),
        Screen("beheer-deelname-nieuw", ADMINISTRATOR, "/admin/agreements/membership/add/"),
    ],
    ONE_PARTNER: [
        Screen("tweede-handtekening", WOONWAARTS, f"{JOINT}/2027/akkoord/"),
        Screen("tweede-handtekening-gegeven", WOONWAARTS, f"{JOINT}/2027/akkoord/", (("click", "kkoord"),)),
        Screen("werkpagina-waarschuwing", SECRETARY, "/admin/"),
        Screen("publicatie-alleen", SECRETARY, "/admin/werk/publicatie/{bundle:2027}/"),
    ],
    ASKING: [
        Screen("vragen-opstellen", SECRETARY, f"{QUESTIONS}/"),
        Screen("vraag-nieuw", SECRETARY, f"{QUESTIONS}/nieuw/"),
        Screen("vraag-nieuw-fout", SECRETARY, f"{QUESTIONS}/nieuw/", (("click", "bewaren"),)),
        Screen("vraag", SECRETARY, "/admin/werk/vraag/{question}/"),
        Screen("vragen-voorbeeld", SECRETARY, f"{QUESTIONS}/voorbeeld/corporation/"),
        Screen("uitvraag", SECRETARY, "/admin/werk/uitvraag/{results_request:2026}/"),
        Screen("overnemen", SECRETARY, PAST),
        Screen("overnemen-fout", SECRETARY, PAST, (("click", "Bestand nakijken"),)),
        Screen("overnemen-nakijken", SECRETARY, PAST, (("choose", "toen.csv"), ("click", "Bestand nakijken"))),
        Screen("overnemen-fouten", SECRETARY, PAST, (("choose", "toen-fout.csv"), ("click", "Bestand nakijken"))),
    ],
    REPORTING: [
        Screen("resultaten-kiezen", SECRETARY, f"{HERE}/resultaten/"),
        Screen("resultaten", RESIDENTS, f"{RESULTS}/bewonersraad-de-kernen/"),
        Screen("resultaten-gemeente", HBD, f"{RESULTS}/hbd/"),
        Screen("resultaten-regels", RESIDENTS, f"{RESULTS}/bewonersraad-de-kernen/rijen/"),
        Screen(
            "resultaat",
            RESIDENTS,
            f"{RESULTS}/bewonersraad-de-kernen/rij/{{result}}/",
            readme={960: "resultaat"},
        ),
        Screen(
            "resultaat-zonder-stand",
            RESIDENTS,
            f"{RESULTS}/bewonersraad-de-kernen/rij/{{result}}/",
            (("click", "bewaren"),),
        ),
        Screen("resultaten-vragen", RESIDENTS, f"{RESULTS}/bewonersraad-de-kernen/vragen/"),
        Screen("resultaten-cijfers", WOONWAARTS, f"{RESULTS}/woonwaarts/cijfers/"),
        Screen("resultaten-controleren", RESIDENTS, f"{RESULTS}/bewonersraad-de-kernen/controleren/"),
        Screen("resultaten-ingediend", WOONWAARTS, f"{RESULTS}/woonwaarts/"),
        Screen("resultaten-bevestiging", WOONWAARTS, f"{RESULTS}/woonwaarts/ingediend/"),
        Screen("resultaten-erbij", RESIDENTS, f"{RESULTS}/bewonersraad-de-kernen/rij/"),
        Screen(
            "resultaten-erbij-fout", RESIDENTS, f"{RESULTS}/bewonersraad-de-kernen/rij/", (("click", "Regel bewaren"),)
        ),
        Screen("resultaten-uitstel", RESIDENTS, f"{RESULTS}/bewonersraad-de-kernen/uitstel/"),
        Screen("toezegging", WOONWAARTS, f"{RESULTS}/woonwaarts/toezegging/{{promise}}/"),
        Screen("taken-februari", RESIDENTS, "/"),
    ],
    HALFWAY: [
        Screen("resultaten-half", WOONWAARTS, f"{RESULTS}/woonwaarts/"),
        Screen("resultaten-half-regels", WOONWAARTS, f"{RESULTS}/woonwaarts/rijen/"),
        Screen("resultaat-activiteit", WOONWAARTS, f"{RESULTS}/woonwaarts/rij/{{our_result}}/"),
        Screen("resultaten-half-cijfers", WOONWAARTS, f"{RESULTS}/woonwaarts/cijfers/"),
        Screen("resultaten-half-toezeggingen", WOONWAARTS, f"{RESULTS}/woonwaarts/toezeggingen/"),
        Screen("resultaten-half-controleren", WOONWAARTS, f"{RESULTS}/woonwaarts/controleren/"),
        Screen("resultaat-lezer", READER, f"{RESULTS}/hbd/"),
    ],
    LOOKING_BACK: [
        Screen("voortgang", BOARD, f"{HERE}/voortgang/?jaar=2026", readme={1280: "voortgang"}),
        Screen("voortgang-2027", BOARD, f"{HERE}/voortgang/"),
        Screen("voortgang-partner", WOONWAARTS, f"{HERE}/voortgang/"),
        Screen("print-voortgang", BOARD, f"{HERE}/voortgang/", printed=True),
        Screen("afspraak-resultaten", BOARD, AGREEMENT),
        Screen("resultaten-te-laat", RESIDENTS, f"{RESULTS}/bewonersraad-de-kernen/"),
        Screen("resultaten-ander", HBD, f"{RESULTS}/woonwaarts/"),
        Screen("opdracht-resultaten", SECRETARY, "/admin/werk/opdracht/{results:2026:hbd}/"),
        Screen("werkpagina-maart", SECRETARY, "/admin/"),
        Screen("taken-bestuur-maart", BOARD, "/"),
        Screen("inbreng-kiezen", SECRETARY, f"{INPUT}/?alle"),
        Screen("inbreng", WOONWAARTS, f"{INPUT}/2027/woonwaarts/"),
        Screen("inbreng-leeg", MUNICIPALITY, f"{INPUT}/2027/gemeente-druten/"),
        Screen("inbreng-teruggegeven", DE_KERNEN, f"{INPUT}/2027/de-kernen/"),
        Screen("inbreng-ingediend", HBD, f"{INPUT}/2027/hbd/"),
        Screen("inbreng-bevestiging", HBD, f"{INPUT}/2027/hbd/ingediend/"),
        Screen("inbreng-vragen", WOONWAARTS, f"{INPUT}/2027/woonwaarts/vragen/"),
        Screen("inbreng-controleren", WOONWAARTS, f"{INPUT}/2027/woonwaarts/controleren/"),
        Screen("inbreng-controleren-leeg", MUNICIPALITY, f"{INPUT}/2027/gemeente-druten/controleren/"),
        Screen("inbreng-uitstel", WOONWAARTS, f"{INPUT}/2027/woonwaarts/uitstel/"),
        Screen("inbreng-verloop", DE_KERNEN, f"{INPUT}/2027/de-kernen/verloop/"),
        Screen("inbreng-ander", BOARD, f"{INPUT}/2027/hbd/"),
        Screen("inbreng-werkgroep", SECRETARY, f"{INPUT}/2027/hbd/"),
        Screen("inbreng-taken", DE_KERNEN, "/"),
        Screen("evaluatie-besluit", SECRETARY, "/admin/werk/evaluatie/{evaluation}/"),
    ],
}
