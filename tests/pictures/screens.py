"""Which screens there are: by whom they are seen, on which day, and at which address.

A name in braces in an address is looked up in the demo (`places.py`). `steps` are done on the page
before the picture is taken: (what, name) with what `click` (a button) or `open` (a detail).
"""

from dataclasses import dataclass, field

HERE = "/druten-2025-2028"
PLANNING, TALK, PUBLISHING = "2026-06-20", "2026-07-03", "2026-11-24"
ONE_PARTNER = "2026-11-25"
REPORTING, LOOKING_BACK = "2027-02-13", "2027-03-12"
# What is changed in the demo of a day, after its story (`places.py`).
PREPARED = {
    ONE_PARTNER: "working_group_of_one_partner",
    REPORTING: "results_opened",
    LOOKING_BACK: "evaluation_input_begun",
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
    """One page as one person sees it. `debug` off is as in production; `readme` is the picture's name there."""

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

SCREENS: dict[str, list[Screen]] = {
    PLANNING: [
        Screen("inloggen", NOBODY, "/accounts/login/"),
        Screen("inloggen-fout", NOBODY, "/accounts/login/", (("click", "Inloggen"),)),
        Screen("wachtwoord-vergeten", NOBODY, "/accounts/password/reset/"),
        Screen("wachtwoord-verstuurd", NOBODY, "/accounts/password/reset/done/"),
        Screen("wachtwoord-sleutel-oud", NOBODY, "/accounts/password/reset/key/1-x/"),
        Screen("wachtwoord-wijzigen", WOONWAARTS, "/accounts/password/change/"),
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
        Screen("activiteit", WOONWAARTS, f"{OVERVIEW}/woonwaarts/activiteit/{{activity}}/"),
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
        Screen("controleren", WOONWAARTS, f"{OVERVIEW}/woonwaarts/controleren/"),
        Screen("controleren-leeg", RESIDENTS, f"{OVERVIEW}/bewonersraad-de-kernen/controleren/"),
        Screen("uitstel", WOONWAARTS, f"{OVERVIEW}/woonwaarts/uitstel/"),
        Screen("uitstel-fout", WOONWAARTS, f"{OVERVIEW}/woonwaarts/uitstel/", (("click", "Uitstel vragen"),)),
        Screen("hulpvragen", WOONWAARTS, "/hulpvragen/"),
        Screen("hulpvragen-hbd", HBD, "/hulpvragen/", readme={1280: "hulpvragen"}),
        Screen("hulpvragen-werkgroep", SECRETARY, "/hulpvragen/"),
        Screen("hulpvraag-antwoord", HBD, "/hulpvragen/{asked_of_hbd}/"),
        Screen("hulpvraag-antwoord-fout", HBD, "/hulpvragen/{asked_of_hbd}/", (("click", "Antwoord versturen"),)),
        Screen("hulpvraag-van-ons", WOONWAARTS, "/hulpvragen/{asked_of_hbd}/"),
        Screen("werkpagina", SECRETARY, "/admin/", readme={1280: "werkpagina"}),
        Screen("werkpagina-beheer", ADMINISTRATOR, "/admin/"),
        Screen("opdracht-teruggegeven", SECRETARY, "/admin/werk/opdracht/{overview:2027:de-kernen}/"),
        Screen("opdracht-bezig", SECRETARY, "/admin/werk/opdracht/{overview:2027:woonwaarts}/"),
        Screen("opdracht-eigen", SECOND, "/admin/werk/opdracht/{results:2025:woonwaarts}/"),
        Screen("accenten-besloten", SECRETARY, "/admin/werk/accenten/{accents:2027}/"),
        Screen("print-overzicht", WOONWAARTS, f"{OVERVIEW}/woonwaarts/", printed=True),
        Screen("print-afspraak", WOONWAARTS, AGREEMENT, printed=True),
        Screen("print-taken", WOONWAARTS, "/", printed=True),
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
    REPORTING: [
        Screen("resultaten-kiezen", SECRETARY, f"{HERE}/resultaten/"),
        Screen("resultaten", RESIDENTS, f"{RESULTS}/bewonersraad-de-kernen/"),
        Screen("resultaten-gemeente", HBD, f"{RESULTS}/hbd/"),
        Screen("resultaat", RESIDENTS, f"{RESULTS}/bewonersraad-de-kernen/rij/{{result}}/"),
        Screen(
            "resultaat-fout", RESIDENTS, f"{RESULTS}/bewonersraad-de-kernen/rij/{{result}}/", (("click", "bewaren"),)
        ),
        Screen("resultaten-vragen", RESIDENTS, f"{RESULTS}/bewonersraad-de-kernen/vragen/"),
        Screen("resultaten-cijfers", WOONWAARTS, f"{RESULTS}/woonwaarts/cijfers/"),
        Screen("resultaten-controleren", RESIDENTS, f"{RESULTS}/bewonersraad-de-kernen/controleren/"),
        Screen("resultaten-ingediend", WOONWAARTS, f"{RESULTS}/woonwaarts/"),
        Screen("resultaten-uitstel", RESIDENTS, f"{RESULTS}/bewonersraad-de-kernen/uitstel/"),
        Screen("toezegging", WOONWAARTS, f"{RESULTS}/woonwaarts/toezegging/{{promise}}/"),
        Screen("taken-februari", RESIDENTS, "/"),
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
    ],
}
