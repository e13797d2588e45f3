"""The words of the trade, in plain Dutch: shown in place (`{% word %}`) and all together under Hulp.

What a covenant itself defines is a `Term`; these are the words that every covenant uses.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """`short` is one sentence, shown where the word stands; `more` says the rest."""

    word: str
    short: str
    more: str = ""

    @property
    def key(self) -> str:
        """Its place on the page of all words."""
        return self.word.replace(" ", "-")


_ALL = (
    Word(
        "aanbod",
        "Iets wat u uit uzelf voor een ander wilt doen.",
        "U biedt het aan bij een afspraak of een activiteit van een andere partner. Die zegt of het welkom is.",
    ),
    Word(
        "aandachtspunt",
        "Iets wat blijft liggen of dreigt te blijven liggen.",
        "Het systeem rekent dit zelf uit, bijvoorbeeld als een trekker niets plant of een vraag geen antwoord krijgt.",
    ),
    Word(
        "accent",
        "Een onderwerp dat het bestuur volgend jaar voorop zet.",
        "Het bestuur kiest de accenten vóór 1 april. Bij een activiteit kunt u zeggen bij welk accent zij hoort.",
    ),
    Word(
        "activiteit",
        "Eén ding dat u in een jaar gaat doen.",
        "Bij elke activiteit kiest u bij welke afspraak of ambitie zij hoort.",
    ),
    Word(
        "activiteitenoverzicht",
        "Uw plan voor één jaar: alles wat u dat jaar gaat doen.",
        "U levert het in vóór 1 juli van het jaar ervoor. Alle overzichten samen worden het gezamenlijke overzicht.",
    ),
    Word(
        "afspraak",
        "Eén regel uit de ondertekende prestatieafspraken.",
        "Er staat in wat er gebeurt, wie de leiding heeft, wie meedoet en in welke jaren.",
    ),
    Word(
        "afstemming",
        "Het gesprek in augustus over alle plannen samen.",
        "De partners kijken dan of de plannen op elkaar passen en of iedere afspraak is opgepakt.",
    ),
    Word(
        "ambitie",
        "Wat de partners samen willen bereiken met een onderwerp.",
        "Een ambitie zegt waar u heen wilt. Een afspraak zegt wat u daarvoor doet.",
    ),
    Word(
        "bestuurlijk overleg",
        "Het overleg van de wethouder en de bestuurders van alle partners.",
        "Zij kiezen de accenten, volgen hoe het gaat en nemen besluiten.",
    ),
    Word(
        "betrokkene",
        "Een partner die meedoet aan een afspraak, maar niet de leiding heeft.",
        "Een betrokkene mag zelf iets plannen of aanbieden. De leiding heeft de trekker.",
    ),
    Word(
        "gezamenlijk overzicht",
        "De plannen van alle partners voor een jaar in één document.",
        "De werkgroep publiceert het vóór 1 december. Daarna verandert die versie niet meer.",
    ),
    Word(
        "hulpvraag",
        "Een vraag aan een andere partner om iets te doen in uw activiteit.",
        "De ander zegt het toe, doet een deel, of zegt nee met een reden.",
    ),
    Word(
        "inzet",
        "Wat de partners in de prestatieafspraken zeggen te gaan doen.",
        "De inzet staat genummerd bij elk onderwerp. Achter een afspraak staat bij welk nummer zij hoort.",
    ),
    Word(
        "kern",
        "Een dorp of plaats binnen de gemeente.",
        "Bij een activiteit kunt u zeggen in welke kernen u haar uitvoert.",
    ),
    Word(
        "mijlpaal",
        "Een vaste stap in het jaar, met een dag waarop hij begint en een dag waarop hij klaar moet zijn.",
        "Bijvoorbeeld: het activiteitenoverzicht, open vanaf 1 april, in te leveren vóór 1 juli.",
    ),
    Word(
        "opgave",
        "Het probleem dat de partners samen willen aanpakken.",
        "Elk onderwerp van de prestatieafspraken begint met de opgave.",
    ),
    Word(
        "prestatieafspraken",
        "De afspraken over wonen die gemeente, corporaties en huurdersorganisaties samen ondertekenen.",
        "Ze gelden voor een paar jaar. Ieder jaar plant u samen, en vertelt u daarna wat ervan kwam.",
    ),
    Word(
        "resultaat",
        "Wat er van een activiteit of afspraak is gekomen.",
        "U zegt hoe het ervoor staat, hoeveel er is gehaald en wat er nu anders gaat.",
    ),
    Word(
        "succesindicator",
        "Een cijfer waaraan u ziet of het lukt.",
        "Bij het cijfer hoort een doel, bijvoorbeeld: 270 sociale huurwoningen in 2030.",
    ),
    Word(
        "toezegging",
        "Een ja op een hulpvraag, helemaal of voor een deel.",
        "Wie de toezegging kreeg, zegt bij de resultaten of zij is nagekomen.",
    ),
    Word(
        "trekker",
        "De partner die de leiding heeft bij een afspraak.",
        "De trekker plant een activiteit, of zegt waarom er dit jaar niets gebeurt. Er kunnen meer trekkers zijn.",
    ),
    Word(
        "tussenevaluatie",
        "Terugkijken als de afspraken op de helft zijn.",
        "De partners zeggen wat goed gaat en wat niet. Het bestuur besluit of er iets verandert.",
    ),
    Word(
        "uitstel",
        "Een latere dag waarop u mag inleveren.",
        "U vraagt het aan de werkgroep, met een reden. Iedereen ziet dat u uitstel heeft.",
    ),
    Word(
        "uitvoering",
        "De jaren waarin een afspraak wordt gedaan.",
        "Soms staat er “per project”: dan geldt de afspraak bij elk project opnieuw.",
    ),
    Word(
        "uitvraag",
        "De vragen die de werkgroep in december over de resultaten stuurt.",
        "U beantwoordt ze vóór 1 maart. Komt er geen uitvraag, dan gelden de vragen van vorig jaar.",
    ),
    Word(
        "vastgesteld",
        "Gelezen en goedgevonden door de werkgroep.",
        "Wat is ingediend maar nog niet gelezen, heet “nog niet vastgesteld”.",
    ),
    Word(
        "werkgroep",
        "Mensen van de partners die het jaar voorbereiden en bij elkaar brengen.",
        "Zij lezen wat u inlevert, vragen door en maken het gezamenlijke overzicht.",
    ),
    Word(
        "wijkschouw",
        "Een wandeling door een kern om te zien wat er beter kan.",
        "Bewoners, gemeente en corporatie lopen mee. Wat zij zien, wordt opgeschreven.",
    ),
)

WORDS = {row.word: row for row in _ALL}
