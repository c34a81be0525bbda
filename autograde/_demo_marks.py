"""How the demo's coach has answered two learners of each exercise."""

from __future__ import annotations

Levels = dict[str, tuple[str, str]]
"""For each coach's criterion a level and a comment."""

MARKS: dict[str, dict[str, tuple[Levels, str]]] = {
    "lift-fishbone": {
        "lead-alder": (
            {
                "reads-backward": (
                    "testable",
                    "I read your longest chain aloud with “therefore”, and every step held.",
                ),
                "explains-difference": ("present", ""),
                "missing-view": ("not yet", ""),
            },
            "Say who was not heard, and what they could tell you that the folder does not. "
            "Then look again at the schedule: who decides it, and who should hear of it?",
        ),
        "lead-birch": (
            {
                "reads-backward": ("present", ""),
                "explains-difference": (
                    "testable",
                    "One of your causes explains the difference between groups, not only the low "
                    "total. That is rare and right.",
                ),
                "missing-view": ("present", "Whom would this fishbone surprise? Ask that person."),
            },
            "One box names a fix that is missing. Ask what happens in lessons today because of it, "
            "and write that down instead.",
        ),
    },
    "lift-predict": {
        "lead-alder": (
            {
                "because-is-theory": (
                    "present",
                    "Your second because joins what you saw to the cause. The first one says that "
                    "students will do it because they will do it.",
                ),
                "proportionate": ("testable", "The test itself is small and doable; keep it."),
                "either-result-teaches": (
                    "testable",
                    "You say what a miss would send you back to. That is the best line here.",
                ),
            },
            "Half of the papers come back when the class has moved on: your folder has that, and "
            "your first because does not. Write it there. Then hold your range beside the noise "
            "of the lessons you planned.",
        ),
        "lead-birch": (
            {
                "because-is-theory": (
                    "strong",
                    "Your because joins what you saw in 7 of 10 openers to the printed grid, so a "
                    "miss would teach you something.",
                ),
                "proportionate": ("testable", ""),
                "either-result-teaches": (
                    "not yet",
                    "Which number of joined cards would make you say “we were wrong”?",
                ),
            },
            "Trade “engagement” for your count of joined cards: of 28 students, how many if you "
            "are right? The rest of the plan is sound.",
        ),
    },
    "lift-study": {
        "lead-alder": (
            {
                "other-explanations": (
                    "strong",
                    "You named the new grading rule and held the other period beside yours. I "
                    "believe you because you showed me how you might be wrong.",
                ),
                "theory-changed": (
                    "not yet",
                    "You promise to look at the because again. What does it say to you today?",
                ),
                "humble-about-one-room": ("strong", ""),
            },
            "Hold your result beside both ends of the range again: held and missed are only that. "
            "Then write who was away, and whether it would change your reading.",
        ),
        "lead-birch": (
            {
                "other-explanations": (
                    "testable",
                    "The copier is the best explanation here, and you saw it.",
                ),
                "theory-changed": (
                    "present",
                    "It missed. Was it the idea, the doing, or the measuring?",
                ),
                "humble-about-one-room": (
                    "not yet",
                    "“It is working” is a large word for one room. What did you see?",
                ),
            },
            "The change took place in fewer than half of your lessons. Write down which ones and "
            "why, and let your words say what your verdict says: too early to tell.",
        ),
    },
    "elie-gaps": {
        "lead-alder": (
            {
                "system-language": (
                    "testable",
                    "You name one arrangement that adults made. I could go and look at it.",
                ),
                "goal-and-ways": ("testable", ""),
                "comparison-and-voices": (
                    "present",
                    "You quote two students and a parent. What did you learn that the table does "
                    "not say?",
                ),
            },
            "A ratio moves toward 1 by itself when all rates rise. Take it out and say the four "
            "rates. Then put what you offered beside what was reached: it is in your folder.",
        ),
        "lead-birch": (
            {
                "system-language": (
                    "testable",
                    "The district is the one who acts in your sentences. Keep that.",
                ),
                "goal-and-ways": (
                    "testable",
                    "One goal for all, and a way that fits the arrangement you found.",
                ),
                "comparison-and-voices": ("not yet", "Nobody speaks on this page yet."),
            },
            "Take the sentence about the few students out today: whoever knows the school knows "
            "who they are. Then let two of the voices in your folder stand beside the table.",
        ),
    },
    "elie-signal": {
        "lead-alder": (
            {
                "usable-words": (
                    "testable",
                    "Your line for the newspaper can be printed as it is. That is rare.",
                ),
                "acts-on-what-is-shared": (
                    "testable",
                    "You moved one thing that every school shares. That can move the level.",
                ),
                "stable-is-not-just": (
                    "not yet",
                    "All inside the limits. For which students is that good enough?",
                ),
            },
            "Say what the common level means: how many students stand behind the rest of that "
            "percentage? Then take the praise out. The school on top is small and inside.",
        ),
        "lead-birch": (
            {
                "usable-words": (
                    "present",
                    "The last sentence to the board undoes the first two. What will it decide?",
                ),
                "acts-on-what-is-shared": (
                    "testable",
                    "The blocks before the last bus are the right thing to move.",
                ),
                "stable-is-not-just": ("present", "“Alike, not fair”: and how many students?"),
            },
            "Somebody is always last. Leave the bottom five in peace, and name the person who "
            "moves the support blocks.",
        ),
    },
}
