"""An offer from abroad, an idea that looks for its call, and who wants to come in late."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from demo.parties import one_partner, speaker
from models import Answer, Application, Person
from workflow.applications import coming_in, finding_call, opening
from workflow.offers import answering, recording

OFFER = {
    "name": "Fundació Porta Oberta", "country": "ES", "kind": "foundation",
    "contact": "Núria Puig", "email": "nuria.puig@example.org",
    "title": "Young people who guide other young people into work",
    "programme": "Erasmus+ KA220 Cooperation partnerships",
    "text": (
        "We are a foundation in the countryside of Catalonia and look for a partner in the Nordic"
        " countries for a project on young people not in work or education. Young guides meet them"
        " where they are, together with municipalities and folk high schools. We lead the"
        " application; each partner tries the method with thirty young people and takes part in"
        " three meetings. We would like to know by the day below whether you want to be in."
    ),
}  # fmt: skip
NIGHT = (
    "Biblioteket i Lövbro är öppet om natten för dem som arbetar skift eller inte kan sova, med"
    " samtal, studiehjälp och en kopp soppa. Vi söker pengar för att pröva det i två år."
)


def begin(session: Session, youth: Application, coordinator: Person, now: datetime) -> None:
    """Tell the rest of what the parties are up to."""
    later = now + timedelta(days=2)
    offer = recording.record(
        session, OFFER, answer_by=(now + timedelta(weeks=4)).date(), call=None, by=coordinator,
        now=later,
    )  # fmt: skip
    for name, word, words in (
        ("Högskolan i Mellanmarken", Answer.JOIN, "Vi kan följa vad som händer med de unga."),
        ("Grantorpas kommun", Answer.WATCH, ""),
    ):
        partner = one_partner(session, name)
        answering.answer(
            session, offer, partner, word, words=words, today=later.date(), by=speaker(partner),
            now=later,
        )  # fmt: skip
    lyktan = one_partner(session, "Studieförbundet Lyktan Mellanmarken")
    idea = opening.open(
        session, call=None, lead=lyktan, title="Nattöppet bibliotek", summary=NIGHT,
        answer_by=None, by=speaker(lyktan), now=later, own=True,
    )  # fmt: skip
    said = {
        "who": speaker(lyktan).name, "whom": "Arvsfondens rådgivning",
        "words": "De tycker att målgruppen behöver bli tydligare och vill läsa en sida till våren.",
    }  # fmt: skip
    finding_call.note(session, idea, day=later.date(), said=said, by=speaker(lyktan), now=later)
    coming_in.make_room(
        session, youth, places=len(youth.parts) + 2, own=False, by=coordinator, now=later
    )
    village = one_partner(session, "Bygderådet i Mellanmarken")
    coming_in.ask(
        session, youth, village, "Vi når unga i byarna, dit ingen buss går efter klockan sex.",
        by=speaker(village), now=later,
    )  # fmt: skip
