#!/usr/bin/env python3
"""Makes dialogues with questions whose answers are known by construction: a retrieval set in the format of
docs.ndjson, queries.ndjson and qrels.tsv.

  dialogues.py DIRECTORY [--seed N] [--dialogues N] [--facts N] [--assistant]

Two or three people talk over some twenty dated sessions. A fact is told by one of them in the first person, in words
drawn from several ways to say it; the question is in the third person, in words drawn from several ways to ask. Where
a fact is told in answer to another's prompt, the prompt holds the topic and the answer may not. The same kinds of facts
are told of several people, and small talk uses the words of facts, so that words alone mislead.

With --assistant, a person talks with a program, which answers at length and repeats what was said to it; the questions are
in the first person.

What it can show: whether a change of the ranking does what it is meant to, and whether something breaks. What it
cannot: how good the ranking is on real talk, whose words vary more than any list of templates.
"""
import argparse, datetime, json, os, random

PEOPLE = ("Caroline Melanie Jon Gina Tim Nate Joanna Dave Calvin Evan Sam Audrey Andrew Deborah Jolene James Maria Ravi "
          "Ingrid Tomasz Will Aisha Kofi Mei Olga Pierre Lucia Hugo Nadia Ewan").split()

# Each kind of fact: ways to ask ({P} the teller, {v} never given away), ways to tell, prompts of the other that hold the
# topic with short answers to them, and values.
FACTS = [
    (["When did {P} go to the {v}?", "When was {P} at the {v}?"],
     ["I went to a {v} {w} and it was so powerful", "Guess what, I was at the {v} {w}, what a day!",
      "{w} I finally made it to that {v}"],
     [("Did you get to the {v} in the end?", ["Yes, {w}! I met so many kind people", "I did, {w}, and I stayed till they closed"])],
     ["support group", "pottery workshop", "jazz concert", "book fair", "pride parade", "charity race", "science museum",
      "poetry reading", "car show", "cooking class", "climbing gym", "street market"]),
    (["What did {P} buy for the new flat?", "Which piece of furniture did {P} get?"],
     ["I bought a {v} for my new place, it just fits under the window", "Found a {v} at a yard sale, carried it home myself",
      "My flat feels like home now that the {v} is in it"],
     [("What did you get for the flat?", ["A {v}, and it was a bargain", "Just a {v}, the rest can wait"])],
     ["velvet couch", "oak bookshelf", "floor lamp", "round mirror", "standing desk", "rocking chair", "Persian rug"]),
    (["What kind of pet does {P} have?", "What animal lives with {P}?", "Which pet did {P} adopt?"],
     ["We adopted a {v} from the shelter, she already sleeps on my bed", "My {v} chewed through another cable this morning",
      "Coming home to my {v} is the best part of the day"],
     [("Do you have any pets these days?", ["A {v}! He rules the house", "Yeah, I took in a {v} {w}"])],
     ["greyhound", "tabby cat", "lop rabbit", "grey parrot", "corn snake", "hedgehog", "husky puppy", "tortoise"]),
    (["What is the name of {P}'s dog?", "What is {P}'s dog called?"],
     ["{v} dug up the whole yard again, I love that dog anyway", "I took {v} to the vet, the poor pup hates it",
      "My dog {v} learned to open the fridge"],
     [("How is your dog doing?", ["{v} is great, he just turned four", "Oh, {v} got into the bin again"])],
     ["Biscuit", "Pepper", "Moose", "Ziggy", "Waffles", "Juno", "Rusty", "Pixel"]),
    (["What does {P}'s son like?", "What is {P}'s son crazy about?", "Which topic fascinates {P}'s son?"],
     ["My little boy can't stop talking about {v}", "He made me read about {v} three times last night, kids!",
      "For his birthday my son only wants things with {v}"],
     [("What are your kids into at the moment?", ["{v}, all day long. He even draws them", "The boy? {v}. Nothing else exists"])],
     ["dinosaurs", "volcanoes", "steam trains", "black holes", "knights", "sharks", "excavators", "beetles"]),
    (["Where did {P} grow up?", "Which place is {P} originally from?", "Where did {P} spend her childhood?"],
     ["I was raised in {v}, you never forget that smell of rain", "Back home in {v} we'd all eat outside in the summer",
      "My whole family still lives in {v} where I went to school"],
     [("Where are you from originally?", ["{v}! I left when I was nineteen", "A small street in {v}, can you believe it"])],
     ["Lisbon", "Kerala", "Nebraska", "Gdansk", "Tasmania", "Quebec", "Cork", "Accra", "Valparaiso"]),
    (["What job did {P} apply for?", "Which position is {P} trying to get?", "What does {P} want to work as?"],
     ["I sent in my application to be a {v}, fingers crossed", "I'd really love to become a {v}, it feels right for me",
      "They called me for an interview! {v}, can you imagine?"],
     [("Any luck with the job hunt?", ["I applied as a {v} {w}", "Maybe! They need a {v} and they liked me"])],
     ["counselor", "forest ranger", "pastry chef", "paramedic", "sound engineer", "librarian", "tattoo artist", "surveyor"]),
    (["Why did {P} quit the old job?", "What made {P} leave the company?"],
     ["I handed in my notice because of {v}, I couldn't take it any more", "It was {v} that broke me, so I left them",
      "After months of {v} I told my boss that I'm done"],
     [("Why did you leave them?", ["{v}, mostly. Life is too short", "Honestly? {v}"])],
     ["the night shifts", "the endless commute", "the broken promises", "the unpaid overtime", "the constant shouting"]),
    (["What instrument does {P} play?", "Which instrument has {P} been learning?", "What did {P} start to play?"],
     ["I picked up the {v} {w}, my neighbors hate me already", "I've been practicing the {v} every evening, my fingers hurt",
      "Playing the {v} keeps me sane"],
     [("Do you make any music yourself?", ["A bit of {v}, I'm terrible but happy", "I strum the {v} when nobody's listening"])],
     ["cello", "ukulele", "clarinet", "banjo", "accordion", "harp", "trumpet", "mandolin"]),
    (["What did {P} paint recently?", "What is the subject of {P}'s painting?", "What did {P} paint {w3}?"],
     ["Here's my latest canvas, a {v}, the colors calm me", "I painted a {v} {w}, want to see it?",
      "I've hung the {v} I did over the fireplace"],
     [("Are you still painting?", ["Yes! This one is a {v}", "Just finished a {v}, oil this time"])],
     ["lake sunrise", "field of sunflowers", "stormy harbor", "portrait of my aunt", "snowy birch wood", "red canyon"]),
    (["What is {P} allergic to?", "Which food must {P} avoid?", "What can't {P} eat?"],
     ["One bite with {v} in it and my throat closes up", "The doctor says no more {v} for me, ever",
      "I had to send the soup back, my allergies, it had {v} in it"],
     [("Is there anything you can't eat?", ["{v}, sadly, I swell up like a balloon", "No {v} for me please, I'd end up in hospital"])],
     ["walnuts", "shellfish", "celery", "sesame", "eggs", "peaches", "soy"]),
    (["How long has {P} been married?", "For how many years has {P} been married?"],
     ["It's our anniversary, {n} years together and he still can't cook", "We said yes to each other {n} years ago",
      "{n} years since the wedding, time flies"],
     [("When was your wedding again?", ["{n} years ago, hard to believe", "Oh, {n} years back, in the rain"])],
     None),
    (["How many books did {P} read last year?", "How many books has {P} read?"],
     ["My reading list got long, {n} finished by December", "I got through {n} novels last year, a record for me",
      "I read {n} books in twelve months and bought twice as many"],
     [("Did you keep up with your reading?", ["{n} of them! I'm proud", "I made it to {n} by the end of the year"])],
     None),
    (["Which book is {P}'s favorite?", "What book did {P} recommend?", "What did {P} read as a child?"],
     ["I must have read {v} five times, it shaped who I am", "You should try {v}, I couldn't put it down",
      "My grandma gave me {v} when I was nine and I still have it"],
     [("Got any tips what to read?", ["{v}, no question", "Try {v}, it made me cry"])],
     ["Charlotte's Web", "The Hobbit", "Jane Eyre", "Dune", "Beloved", "Kindred", "Middlemarch", "The Alchemist"]),
    (["Where did {P} travel in the summer?", "Which country did {P} visit?", "Where did {P} go on vacation?"],
     ["We flew to {v} with the kids, two weeks of sun", "I'm just back from {v}, my suitcase is still in the hall",
      "{v} was unreal, I took a thousand photos"],
     [("How was your trip? Where did you go?", ["{v}! I could live there", "We ended up in {v}, the food alone was worth it"])],
     ["Iceland", "Vietnam", "Portugal", "Morocco", "Peru", "Croatia", "Japan", "Namibia"]),
    (["What did {P} break?", "Which injury did {P} have?", "How did {P} get hurt?"],
     ["I slipped on the ice and broke my {v}", "My {v} is in plaster, six weeks of no fun",
      "The doctors had to put a plate in my {v}"],
     [("What happened to you?", ["I fell off the bike, the {v} is gone", "It's the {v}, I landed on it"])],
     ["wrist", "collarbone", "ankle", "elbow", "shin", "thumb"]),
    (["What did {P}'s grandmother give her?", "What gift did {P} get from family?", "What does {P} keep as an heirloom?"],
     ["This {v} was my grandma's, she gave it to me before we moved away", "I never take off the {v} from Nana",
      "When I feel low I hold the {v} that I got from my grandmother"],
     [("That's pretty, where is it from?", ["The {v}? It came from my grandmother", "My nana's {v}, she wore it all her life"])],
     ["silver necklace", "pocket watch", "jade ring", "recipe box", "wool shawl", "porcelain owl"]),
    (["What did {P} bake?", "What dessert did {P} make?", "What did {P} bring to the party?"],
     ["I made {v} for the party, gone in ten minutes", "The whole kitchen smells of {v} and I regret nothing",
      "My {v} came out of the oven a bit burnt but who cares"],
     [("Did you make something sweet?", ["{v}! I doubled the butter", "Just {v}, the recipe is ancient"])],
     ["cinnamon rolls", "lemon tart", "carrot cake", "banana bread", "apple strudel", "cheesecake", "brownies"]),
    (["What sport does {P} do?", "How does {P} stay fit?", "What does {P} do for exercise?"],
     ["{v} three times a week, I feel so much stronger", "I joined a club for {v} and I'm hooked",
      "My legs are jelly after {v} today"],
     [("How do you keep in shape?", ["{v}, mostly before work", "I took up {v} {w}"])],
     ["rowing", "fencing", "bouldering", "badminton", "kickboxing", "swimming", "trail running", "judo"]),
    (["Who did {P} meet at the airport?", "Which relative came to see {P}?", "Who visited {P}?"],
     ["My {v} flew in and we talked until three", "I picked up my {v} at the airport, such a reunion",
      "My {v} stayed with us for a week, I was so glad"],
     [("Did anyone come over?", ["My {v}, we hadn't seen each other in ages", "Yes, my {v} came {w}"])],
     ["cousin", "uncle", "stepsister", "godmother", "nephew", "older brother", "niece"]),
    (["What did {P} lose?", "What went missing from {P}?", "What was stolen from {P}?"],
     ["Somebody took my {v} while I got coffee", "I left my {v} on the train {w}, I could scream",
      "I can't find the {v}, I've turned the house over"],
     [("You look upset, what's up?", ["My {v} is gone", "I lost the {v} {w}"])],
     ["laptop bag", "passport", "wedding band", "blue bicycle", "house keys", "camera"]),
    (["When did {P} move to the new house?", "When did {P} move?"],
     ["We got the keys and carried the boxes in {w}", "I've left the old place for good, {w} was my last night there",
      "{w} we moved into the house, still eating off the floor"],
     [("Are you in the new house yet?", ["Since {w}, yes", "We are! It all happened {w}"])],
     None),
    (["When did {P} start the new job?", "When was {P}'s first day at work?"],
     ["First day at the office {w}, everyone was lovely", "I began at the new firm {w}",
      "{w} I started my job and forgot every name"],
     [("How is the new job?", ["Good! I started {w}", "Busy, I only began {w}"])],
     None),
    (["When did {P}'s car break down?", "When did {P} have trouble with the car?"],
     ["The engine died on the highway {w}, I had to be towed", "{w} my old car gave up for good",
      "Smoke everywhere {w}, so I'm on the bus now"],
     [("Why did you come by bus?", ["The car broke down {w}", "My car quit {w}"])],
     None),
    (["What does {P} plan to do with the savings?", "What is {P} saving for?", "What will {P} spend the money on?"],
     ["I put a little aside each month for {v}", "One day I'll have {v}, I keep a jar for it",
      "No more take-out, every coin goes into {v}"],
     [("What are you saving up for?", ["{v}, but don't tell anyone", "Still {v}, I'm halfway"])],
     ["a camper van", "a recording studio", "a sailing boat", "a bakery of my own", "adoption fees", "a greenhouse"]),
    (["What did {P} win?", "Which prize did {P} get?", "What award was {P} given?"],
     ["They called my name and gave me {v}, I nearly fainted", "I won {v}, it stands on the shelf now",
      "Me! {v}! I'm still shaking"],
     [("How did the contest go?", ["I came home with {v}", "Better than I thought, I won {v}"])],
     ["the silver medal", "the short story prize", "the chess cup", "best costume", "a scholarship", "the gaming tournament"]),
    (["What did {P} teach the kids?", "What does {P} teach?", "Which subject has {P} taught?"],
     ["I showed the little ones how {v} works and they loved it", "I've got a group of teens for {v} on Mondays",
      "I taught {v} for years before the school closed"],
     [("What do you do at the youth center?", ["I run the {v} hour", "Mostly {v} with the younger ones"])],
     ["origami", "juggling", "algebra", "sign language", "first aid", "woodwork", "drumming"]),
    (["What did {P} sing at the wedding?", "Which song did {P} perform?"],
     ["I sang {v} at my sister's wedding, not a dry eye", "They made me go on stage with {v}",
      "My voice cracked in the middle of {v} but they clapped"],
     [("Did you sing for them?", ["{v}, badly", "I did {v}, twice even"])],
     ["Hallelujah", "Imagine", "Fields of Gold", "Moon River", "Jolene's favorite", "Songbird"]),
    (["What did {P} grow in the garden?", "Which plants does {P} have?", "What is {P} growing?"],
     ["The {v} are finally coming up, I check them every morning", "I grew {v} behind the shed, the snails got half",
      "I've planted {v} along the wall"],
     [("How is the garden?", ["The {v} went wild", "Full of {v}, come and take some"])],
     ["tomatoes", "dahlias", "pumpkins", "lavender", "runner beans", "peonies", "chili peppers"]),
    (["What scared {P} on the hike?", "Which animal did {P} see?", "What did {P} see in the woods?"],
     ["We turned a corner and there stood a {v}, ten feet away", "A {v} ran right across the trail, my heart stopped",
      "I saw a {v} {w}, no photo though, I froze"],
     [("How was the hike?", ["We ran into a {v}!", "Quiet, until the {v} came"])],
     ["black bear", "moose", "rattlesnake", "wild boar", "lynx", "bald eagle"]),
    (["What did {P} write about?", "What is {P}'s novel about?", "What does {P} write?"],
     ["My first draft is done, it's about {v}", "I wrote four chapters {w}, all on {v}",
      "The hero has to deal with {v}, I won't say more"],
     [("What's your screenplay about?", ["{v}, with a twist", "It's {v}, I worked on it all spring"])],
     ["two sisters at sea", "a lighthouse thief", "grief and bees", "a town without clocks", "time travel", "lost letters"]),
    (["What did {P} choose for the tattoo?", "What tattoo does {P} have?"],
     ["I got inked! A {v} on my arm", "The {v} on my shoulder is for my mom", "It took four hours, but the {v} on my skin is perfect"],
     [("Did it hurt to get it done?", ["A bit, but look at this {v}", "Not much, the {v} took an hour"])],
     ["swallow", "compass", "koi", "oak leaf", "phoenix", "anchor"]),
    (["What does {P} collect?", "What hobby does {P} have?"],
     ["I have over two hundred {v} by now, my shelf bends", "I hunt for {v} at every flea market",
      "Another box of {v} came in the mail, don't judge me"],
     [("What's in all those boxes?", ["{v}, my secret passion", "My {v}! I've kept them since school"])],
     ["postage stamps", "vinyl records", "fountain pens", "sneakers", "fossils", "comic books", "snow globes"]),
    (["What did {P} eat in the restaurant?", "What is {P}'s favorite dish?", "Which meal did {P} have?"],
     ["I ate the {v} and nearly licked the plate", "They do a {v} there that I dream of", "I always order {v}, why change"],
     [("What did you have there?", ["The {v}, heaven", "I took the {v} again"])],
     ["mushroom risotto", "lamb curry", "fish tacos", "beef ramen", "pierogi", "eggplant stew"]),
    (["What did {P} think of the movie?", "Which movie did {P} watch?", "What film did {P} see?"],
     ["I saw {v} {w} and I slept through half of it", "We watched {v}, the ending got me", "{v} again, I know every line of it"],
     [("Seen anything good?", ["{v}, in the big theater", "{v}! I bawled"])],
     ["Amelie", "Arrival", "Spirited Away", "Casablanca", "Paddington", "Alien", "Moonlight"]),
]

# Ways to ask that name the value, by the first words of the kind's first way to ask.
NAMING = {
    "What did {P} buy": ["When did {P} buy the {v}?", "Where did {P} find the {v}?", "How did {P} bring the {v} home?"],
    "What kind of pet": ["When did {P} take in the {v}?", "What did {P}'s {v} chew?", "Where does {P}'s {v} sleep?"],
    "What is the name": ["What did {v} learn?", "Where did {P} take {v}?", "How old is {P}'s dog {v}?"],
    "What does {P}'s son": ["Who in {P}'s family loves {v}?", "How many times did {P} read about {v}?"],
    "Where did {P} grow": ["When did {P} leave {v}?", "Who of {P}'s relatives lives in {v}?", "What did {P} do in {v} in the summer?"],
    "What job did": ["When did {P} apply as a {v}?", "Does {P} want to become a {v}?"],
    "Why did {P} quit": ["What did {P} tell the boss about {v}?", "What did {P} do because of {v}?"],
    "What instrument": ["When did {P} pick up the {v}?", "How often does {P} practice the {v}?", "Who hates {P}'s {v}?"],
    "What did {P} paint": ["When did {P} paint the {v}?", "Where did {P} hang the {v}?"],
    "What is {P} allergic": ["What happens when {P} eats {v}?", "What did {P} do with the soup that had {v} in it?"],
    "Which book is": ["Who gave {P} the book {v}?", "How often has {P} read {v}?", "How did {P} feel about {v}?"],
    "Where did {P} travel": ["How many photos did {P} take in {v}?", "How long was {P} in {v}?", "What did {P} say about the food in {v}?"],
    "What did {P} break": ["How did {P} break the {v}?", "What did {P} do to the {v}?"],
    "What did {P}'s grand": ["Who gave {P} the {v}?", "What does {P} do with the {v} when feeling low?", "When did {P} get the {v}?"],
    "What did {P} bake": ["How did {P}'s {v} come out?", "How fast were the {v} that {P} made gone?"],
    "What sport": ["How often does {P} do {v}?", "When did {P} take up {v}?", "When does {P} go {v}?"],
    "Who did {P} meet": ["Where did {P} pick up the {v}?", "How long did {P}'s {v} stay?", "When did {P}'s {v} come?"],
    "What did {P} lose": ["Where did {P} leave the {v}?", "When did {P} lose the {v}?", "How was {P}'s {v} stolen?"],
    "What does {P} plan": ["How does {P} save for {v}?"],
    "What did {P} win": ["When did {P} win {v}?", "Where does {P} keep {v}?"],
    "What did {P} teach": ["How long did {P} teach {v}?", "When is {P}'s {v} group?", "Who learns {v} from {P}?"],
    "What did {P} sing": ["Where did {P} sing {v}?", "How did it go when {P} sang {v}?"],
    "What did {P} grow": ["Where did {P} plant the {v}?", "What ate {P}'s {v}?"],
    "What scared": ["When did {P} see the {v}?", "How far away was the {v} that {P} saw?"],
    "What did {P} write": ["How many chapters on {v} did {P} write?", "When did {P} write about {v}?"],
    "What did {P} choose": ["How long did {P}'s {v} tattoo take?", "Who is the {v} on {P}'s shoulder for?"],
    "What does {P} collect": ["How many {v} does {P} have?", "Where does {P} look for {v}?", "Since when has {P} kept {v}?"],
    "What did {P} eat": ["Where did {P} eat {v}?", "How did {P} like the {v}?"],
    "What did {P} think": ["When did {P} see {v}?", "How did {P} find the ending of {v}?"],
}

WHEN = ["yesterday", "last week", "last Friday", "two days ago", "on Sunday", "the week before last", "last month", "a few days ago",
        "this morning", "last Tuesday", "on the weekend", "three weeks ago", "in January", "last night"]
# How many questions name the value of the fact, so that they share a telling word with the answer.
NAMED_SHARE = 0.6
NUMBERS = ["five", "seven", "12", "eleven", "23", "fourteen", "31", "nine"]

OPENERS = ["Hey {O}! ", "Hi {O}, good to hear from you. ", "Wow, {O}. ", "Thanks, {O}! ", "Oh {O}, ", "You know what? ", "Haha. ",
           "Well, ", "Honestly, ", "By the way, ", "So, ", "", "", "", "", "", "", ""]
TAILS = [" It means a lot to me.", " How about you?", " What have you been up to, {O}?", " I'm really grateful for it.",
         " Life has been busy but good.", " I'll tell you more when we meet.", " Anyway, how is your family?",
         " It was a long day, and I needed that.", " Can't wait to show you!", " You would have loved it, {O}.", "", "", "", "", "",
         " [shares a photo of a {v}]", " We should do something together soon.", " It took me a while to get there."]
CHATTER = ["That's awesome, {O}! I'm so happy for you", "What do you like most about the {v}", "I never had a {v} but I always wanted to",
           "My neighbor keeps talking about {v}", "Did you ever think of {v}? It would suit you", "That sounds so nice, tell me more",
           "I saw something about {v} on the news", "I wish I had time for things like that", "You are such an inspiration, {O}",
           "Take care of yourself, okay", "I went for a walk and thought about what you said", "When did that happen? I had no idea",
           "Who told you that", "Where do you find the energy", "What did your family say about it", "How did you feel when you did it",
           "It must be hard to play, paint and work at the same time", "My job was a mess again, but I stayed calm",
           "The kids were at school, so I had the house to myself", "I bought nothing, went nowhere and did nothing, it was bliss",
           "I really want to travel again, and to read a good book", "People say that a dog changes your life", "I need a new hobby",
           "Your son sounds lovely", "I love the garden at this time of the year", "We had pizza and watched a movie, nothing special",
           "You were right about the {v}, {O}", "Remember when {O2} asked us about the {v}", "I hope your week gets better",
           "What a great photo! Is that a {v}", "Glad you liked it", "Keep going, you'll get there", "That's a good plan, I might do the same",
           "I gave it some thought and I agree with you", "Good luck with the {v}", "No way! Really", "Same here", "I'm proud of you, {O}",
           "Did {O2} like the {v} in the end", "My sister had the same, it takes time", "I'm off to bed, talk soon", "See you at the party then"]
ENDS = [".", ".", "!", "?", "...", ""]


# What a program says about a value.
ADVICE = ["Here are some things to consider about {v}.", "First, make a list of what you need and how much time you have.",
          "Many people find that {v} takes patience at first, but it gets easier after a few weeks.", "Start small and stay consistent.",
          "You could also look for a local group, since it helps to talk with others who went through the same.",
          "If you keep a journal, write down when it happened, who was there and what you felt.", "It depends on your budget and your family.",
          "A good book on {v} can be found in most libraries.", "Set aside a fixed day each week for it.",
          "For the trip, check the weather, pack light and book early.", "When you move to a new house, label every box.",
          "In the garden, water your plants in the morning.", "A job interview goes better when you have slept and eaten well.",
          "If your dog or cat seems ill, call the vet.", "As for the movie, opinions differ, but the ending is worth it.",
          "Playing an instrument or painting for ten minutes a day is enough.", "Consider asking a doctor if the pain does not go away.",
          "That is a wonderful thing to share, and it's clear how much it means to you.", "Would you like me to suggest more ideas about {v}?",
          "In short: plan, try, and adjust.", "1. Decide on a goal. 2. Break it down. 3. Reward yourself.",
          "There are two schools of thought on {v}, and both have good reasons."]
REQUESTS = [" Can you give me some tips on that?", " What should I do next?", " Any recommendations?", " Could you help me plan the rest?",
            " What do you think?", " How would you go about it?", "", ""]


class Dialogue:
    def __init__(self, rng, number, facts, assistant=False):
        self.rng, self.number, self.assistant = rng, number, assistant
        self.people = ["user"] if assistant else rng.sample(PEOPLE, rng.choice([2, 2, 3]))
        self.turns, self.questions = [], []
        self.values = [v for f in FACTS if f[3] for v in f[3]]
        count = rng.randint(16, 24)
        day = datetime.datetime(2023, rng.randint(1, 6), rng.randint(1, 28), rng.randint(8, 20), rng.randint(0, 59))
        told = self.choose(facts)
        for session in range(count):
            day += datetime.timedelta(days=rng.randint(3, 16), minutes=rng.randint(0, 600))
            self.session(session, day, told[session::count])

    def choose(self, facts):
        """Kinds of facts with tellers, no pair twice: often two people tell the same kind."""
        pairs = [(f, p) for f in range(len(FACTS)) for p in self.people]
        self.rng.shuffle(pairs)
        return pairs[:facts]

    def session(self, number, day, facts):
        rng = self.rng
        self.source, self.day, self.step, self.place = f"session_{number + 1}", day, 0, number + 1
        for kind, teller in facts:
            for _ in range(rng.randint(1, 4)): self.chat()
            self.fact(FACTS[kind], teller)
        for _ in range(rng.randint(1, 4)): self.chat()

    def say(self, who, text):
        self.step += 1
        moment = self.day + datetime.timedelta(seconds=20 * self.step)
        name = f"D{self.number}:{self.place}:{self.step}"
        self.turns.append({"id": name, "text": f"{who}: {text}", "scope": f"conv-{self.number}",
                           "timestamp": moment.strftime("%Y-%m-%dT%H:%M:%SZ"), "source": f"conv-{self.number}/{self.source}"})
        return name

    def fill(self, text, who):
        others = [p for p in self.people if p != who] or PEOPLE
        o = self.rng.choice(others)
        o2 = self.rng.choice(self.people + PEOPLE[:6])
        for name, value in (("O2", o2), ("O", o), ("v", self.rng.choice(self.values))): text = text.replace("{" + name + "}", value)
        return text

    def chat(self):
        rng, who = self.rng, self.rng.choice(self.people)
        if self.assistant:
            topic = rng.choice(self.values)
            self.say("user", f"{rng.choice(CHATTER)}.".replace("{O2}", "Sam").replace(", {O}", "").replace("{O}", "Ann").replace("{v}", topic)
                     + f" I'm curious about {topic}." + rng.choice(REQUESTS))
            return self.advise(topic)
        parts = [self.fill(rng.choice(CHATTER), who) + rng.choice(ENDS) for _ in range(rng.choice([1, 1, 2, 2, 3]))]
        self.say(who, self.fill(rng.choice(OPENERS), who) + " ".join(parts) + self.fill(rng.choice(TAILS), who))

    def fact(self, fact, teller):
        rng = self.rng
        asks, tells, prompts, values = fact
        given = {"P": teller, "v": rng.choice(values) if values else "", "w": rng.choice(WHEN), "n": rng.choice(NUMBERS), "w3": "recently"}

        def put(text):
            for name, value in given.items(): text = text.replace("{" + name + "}", value)
            return text[:1].upper() + text[1:]
        evidence = {}
        other = rng.choice([p for p in self.people if p != teller] or ["assistant"])
        if not self.assistant and rng.random() < 0.4:
            prompt, answers = rng.choice(prompts)
            self.say(other, self.fill(rng.choice(OPENERS), other) + put(prompt))
            core = put(rng.choice(answers))
        else:
            core = put(rng.choice(tells))
        if self.assistant:
            name = self.say("user", f"{core}.{rng.choice(REQUESTS)}")
            self.advise(given["v"] or "that")
        else:
            name = self.say(teller, self.fill(rng.choice(OPENERS), teller) + core + rng.choice(".!") + self.fill(rng.choice(TAILS), teller))
        evidence[name] = 1
        naming = next((ways for start, ways in NAMING.items() if asks[0].startswith(start)), asks)
        asked = rng.choice(naming if rng.random() < NAMED_SHARE else asks)
        if self.assistant:
            for third, first in (("does {P} ", "do I "), ("is {P} ", "am I "), ("has {P} ", "have I "), ("was {P} ", "was I "),
                                 ("{P}'s", "my"), ("{P}?", "me?"), ("{P} like", "I like"), (" her ", " my "), ("{P}", "I")):
                asked = asked.replace(third, first)
        self.questions.append((put(asked), f"conv-{self.number}", evidence))

    def advise(self, topic):
        parts = self.rng.sample(ADVICE, self.rng.randint(4, 12))
        self.say("assistant", " ".join(parts).replace("{v}", topic))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dialogues", type=int, default=10)
    parser.add_argument("--facts", type=int, default=62)
    parser.add_argument("--assistant", action="store_true")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    os.makedirs(options.directory, exist_ok=True)
    files = [open(os.path.join(options.directory, name), "w") for name in ("docs.ndjson", "queries.ndjson", "qrels.tsv")]
    count = 0
    for number in range(1, options.dialogues + 1):
        dialogue = Dialogue(rng, number, options.facts, options.assistant)
        for turn in dialogue.turns: files[0].write(json.dumps(turn) + "\n")
        for text, scope, evidence in dialogue.questions:
            count += 1
            files[1].write(json.dumps({"id": f"q{count}", "text": text, "scope": scope}) + "\n")
            for name, grade in evidence.items(): files[2].write(f"q{count}\t{name}\t{grade}\n")
    for file in files: file.close()


if __name__ == "__main__":
    main()
