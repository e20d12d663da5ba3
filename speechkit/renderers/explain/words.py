"""What the rules are called for people; every id that the stages hand on has its words here."""

from __future__ import annotations

# What speaks for a part.
EVIDENCE = {
    "words": "its own words",
    "paragraph": "the paragraph around it",
    "titles": "the titles above it",
    "lead": "what announces its list",
    "heading": "a heading that begins with a demand",
    "place": "its place in the text",
    "report": "the press report around it",
}

# What speaks for a demand beside its cues.
SHAPE = {
    "no-cue": "any sentence, before its words",
    "item": "the first sentence of a point",
    "heading": "a heading",
    "unended": "no end mark",
}

# Why a unit is no task, whatever it says.
EXCLUDED = {
    "part": "nothing in such a part is a task",
    "heading": "it is a heading, and what stands below it says what to do",
    "fragment": "it is too short, or not of the speech itself",
    "no-cue": "no word in it asks for anything",
    "announces": "it announces what the speech goes on to say",
    "asks": "it is a question",
    "truth": "it says how things are",
    "label": "it only names what comes next",
    "thanks": "it thanks or greets",
    "says": "it is itself what the speaker says: thanks, a reminder, a report",
    "need-not": "it says what need not be, or under which condition",
    "bill": "it tells what a budget holds",
}

# Who found the actor.
ACTOR_RULES = {
    "subject": "the subject of a clause that says what must be done",
    "asked": "who is asked: 请X, 希望X",
    "charged": "who is put in charge: 由X负责, 责任单位：X",
    "pronoun": "a pronoun that begins a clause",
    "does": "the subject of a verb without must",
    "described": "who is described first and then told",
}
ACTOR_FROM = {"section": "named by the section that it stands in", "speaker": "the speaker"}

DATE_FROM = {"title": "its title", "text": "its text", "option": "--date"}
