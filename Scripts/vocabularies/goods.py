"""Goods by category, as pictures whose names CLDR gives in every language; and colours."""

import re

import facts

# Category by language of the lists, then pictures of goods that belong to it.
CATEGORIES = [
    ("en:Clothing de:Kleidung fr:Vêtements es:Ropa it:Abbigliamento nl:Kleding pt:Roupas pl:Odzież "
     "sv:Kläder tr:Giyim ja:衣料品 zh:服装 hi:कपड़े ar:ملابس",
     "👕👖👗👟👞👠👢🧦🧤🧣🧥👔👒🧢🩱"),
    ("en:Accessories de:Accessoires fr:Accessoires es:Complementos it:Accessori nl:Accessoires "
     "pt:Acessórios pl:Dodatki sv:Accessoarer tr:Aksesuar ja:服飾雑貨 zh:配饰 hi:सहायक_सामान "
     "ar:إكسسوارات", "👜🎒👛👓🕶⌚💍💼🌂🧳📿👝"),
    ("en:Electronics de:Elektronik fr:Électronique es:Electrónica it:Elettronica nl:Elektronica "
     "pt:Eletrônicos pl:Elektronika sv:Elektronik tr:Elektronik ja:家電 zh:电子产品 hi:इलेक्ट्रॉनिक्स "
     "ar:إلكترونيات", "💻🖥⌨🖱📱☎📷📹📺📻🎧🔋💡🖨🔦🔌"),
    ("en:Household de:Haushalt fr:Maison es:Hogar it:Casa nl:Huishouden pt:Casa pl:Dom sv:Hushåll "
     "tr:Ev ja:日用品 zh:家居 hi:घरेलू_सामान ar:منزل", "🛏🪑🪞🛁🧹🧺🧼🪥🧽🪣🕯🥄🔪⏰🚿"),
    ("en:Office de:Büro fr:Bureau es:Oficina it:Ufficio nl:Kantoor pt:Escritório pl:Biuro sv:Kontor "
     "tr:Ofis ja:文房具 zh:办公用品 hi:कार्यालय ar:مكتب", "📓📎✂📏📌🖊✏📐🗑✉📅🖍📁🖌"),
    ("en:Food de:Lebensmittel fr:Alimentation es:Alimentación it:Alimentari nl:Levensmiddelen "
     "pt:Alimentos pl:Żywność sv:Livsmedel tr:Gıda ja:食品 zh:食品 hi:खाद्य_पदार्थ ar:أغذية",
     "🍞🥐🥖🧀🥚🥓🍕🍔🍟🍫🍬🍭🍪🍝🧂🧈🥨🥜🧁🥧"),
    ("en:Fruit_and_vegetables de:Obst_und_Gemüse fr:Fruits_et_légumes es:Frutas_y_verduras "
     "it:Frutta_e_verdura nl:Groente_en_fruit pt:Hortifrúti pl:Owoce_i_warzywa "
     "sv:Frukt_och_grönt tr:Meyve_ve_sebze ja:青果 zh:果蔬 hi:फल_और_सब्ज़ियाँ ar:خضروات_وفواكه",
     "🍐🍊🍋🍌🍉🍇🍓🍒🍑🍍🥝🍅🥑🥔🥕🥒🥦🧄🧅🥭🥥🍆"),
    ("en:Sports de:Sport fr:Sport es:Deporte it:Sport nl:Sport pt:Esporte pl:Sport sv:Sport tr:Spor "
     "ja:スポーツ用品 zh:体育用品 hi:खेल_सामग्री ar:رياضة", "⚽🏀🏐🎾🥊🎿⛸🛷🏹🎣🚲🛹🛼🤿⛺"),
    ("en:Music de:Musik fr:Musique es:Música it:Musica nl:Muziek pt:Música pl:Muzyka sv:Musik "
     "tr:Müzik ja:楽器 zh:乐器 hi:संगीत ar:موسيقى", "🎸🎹🎺🎻🥁🎷🪗🪕🎤🪘📯🎼"),
    ("en:Tools de:Werkzeug fr:Outillage es:Herramientas it:Utensili nl:Gereedschap pt:Ferramentas "
     "pl:Narzędzia sv:Verktyg tr:Alet ja:工具 zh:工具 hi:औज़ार ar:أدوات",
     "🔨🪓🪛🔧🪚🪜🧲🧰🔑⛏🗜🔩"),
    ("en:Toys de:Spielwaren fr:Jouets es:Juguetes it:Giocattoli nl:Speelgoed pt:Brinquedos "
     "pl:Zabawki sv:Leksaker tr:Oyuncak ja:玩具 zh:玩具 hi:खिलौने ar:ألعاب",
     "🧸🧩🎲🪁🪀🎈🪆🛴🎮🎨"),
    ("en:Health de:Gesundheit fr:Santé es:Salud it:Salute nl:Gezondheid pt:Saúde pl:Zdrowie sv:Hälsa "
     "tr:Sağlık ja:健康 zh:健康 hi:स्वास्थ्य ar:صحة", "💊🩹🩺💄🌡🧴💉🪒🧷🩼🧻"),
]

# Balls, which CLDR calls by the game: of football, basketball, volleyball and tennis.
BALLS = ("⚽🏀🏐🎾", {
    "en": "soccer ball,basketball,volleyball,tennis ball", "de": "Fußball,Basketball,Volleyball,"
    "Tennisball", "fr": "ballon de football,ballon de basket,ballon de volley,balle de tennis",
    "es": "balón de fútbol,balón de baloncesto,balón de voleibol,pelota de tenis",
    "it": "pallone da calcio,pallone da basket,pallone da pallavolo,pallina da tennis",
    "nl": "voetbal,basketbal,volleybal,tennisbal",
    "pt": "bola de futebol,bola de basquete,bola de vôlei,bola de tênis",
    "pl": "piłka nożna,piłka do koszykówki,piłka do siatkówki,piłka tenisowa",
    "sv": "fotboll,basketboll,volleyboll,tennisboll",
    "tr": "futbol topu,basketbol topu,voleybol topu,tenis topu",
    "ja": "サッカーボール,バスケットボール,バレーボール,テニスボール", "zh": "足球,篮球,排球,网球",
    "hi": "फ़ुटबॉल,बास्केटबॉल,वॉलीबॉल,टेनिस बॉल",
    "ar": "كرة قدم,كرة سلة,كرة طائرة,كرة تنس",
})

# Colours by hex code, with rough shares of goods; names by language.
COLORS = """
#000000 22 en:Black de:Schwarz fr:Noir es:Negro it:Nero nl:Zwart pt:Preto pl:Czarny sv:Svart tr:Siyah ja:黒 zh:黑色 hi:काला ar:أسود
#ffffff 16 en:White de:Weiß fr:Blanc es:Blanco it:Bianco nl:Wit pt:Branco pl:Biały sv:Vit tr:Beyaz ja:白 zh:白色 hi:सफ़ेद ar:أبيض
#808080 13 en:Gray de:Grau fr:Gris es:Gris it:Grigio nl:Grijs pt:Cinza pl:Szary sv:Grå tr:Gri ja:灰色 zh:灰色 hi:धूसर ar:رمادي
#0057b8 12 en:Blue de:Blau fr:Bleu es:Azul it:Blu nl:Blauw pt:Azul pl:Niebieski sv:Blå tr:Mavi ja:青 zh:蓝色 hi:नीला ar:أزرق
#d62828 8 en:Red de:Rot fr:Rouge es:Rojo it:Rosso nl:Rood pt:Vermelho pl:Czerwony sv:Röd tr:Kırmızı ja:赤 zh:红色 hi:लाल ar:أحمر
#1f2a44 6 en:Navy de:Marineblau fr:Bleu_marine es:Azul_marino it:Blu_navy nl:Marineblauw pt:Azul-marinho pl:Granatowy sv:Marinblå tr:Lacivert ja:紺 zh:藏青色 hi:गहरा_नीला ar:كحلي
#2e7d32 6 en:Green de:Grün fr:Vert es:Verde it:Verde nl:Groen pt:Verde pl:Zielony sv:Grön tr:Yeşil ja:緑 zh:绿色 hi:हरा ar:أخضر
#795548 5 en:Brown de:Braun fr:Marron es:Marrón it:Marrone nl:Bruin pt:Marrom pl:Brązowy sv:Brun tr:Kahverengi ja:茶色 zh:棕色 hi:भूरा ar:بني
#f5f5dc 5 en:Beige de:Beige fr:Beige es:Beige it:Beige nl:Beige pt:Bege pl:Beżowy sv:Beige tr:Bej ja:ベージュ zh:米色 hi:बेज ar:بيج
#f48fb1 4 en:Pink de:Rosa fr:Rose es:Rosa it:Rosa nl:Roze pt:Rosa pl:Różowy sv:Rosa tr:Pembe ja:ピンク zh:粉色 hi:गुलाबी ar:وردي
#fdd835 4 en:Yellow de:Gelb fr:Jaune es:Amarillo it:Giallo nl:Geel pt:Amarelo pl:Żółty sv:Gul tr:Sarı ja:黄色 zh:黄色 hi:पीला ar:أصفر
#fb8c00 3 en:Orange de:Orange fr:Orange es:Naranja it:Arancione nl:Oranje pt:Laranja pl:Pomarańczowy sv:Orange tr:Turuncu ja:オレンジ zh:橙色 hi:नारंगी ar:برتقالي
#6a1b9a 3 en:Purple de:Lila fr:Violet es:Morado it:Viola nl:Paars pt:Roxo pl:Fioletowy sv:Lila tr:Mor ja:紫 zh:紫色 hi:बैंगनी ar:بنفسجي
#008080 2 en:Teal de:Petrol fr:Bleu_canard es:Verde_azulado it:Verde_petrolio nl:Petrol pt:Azul-petróleo pl:Morski sv:Petrol tr:Petrol_mavisi ja:青緑 zh:青色 hi:फ़िरोज़ी ar:أزرق_مخضر
#800020 2 en:Burgundy de:Bordeaux fr:Bordeaux es:Burdeos it:Bordeaux nl:Bordeaux pt:Bordô pl:Bordowy sv:Vinröd tr:Bordo ja:ワインレッド zh:酒红色 hi:मैरून ar:خمري
#c0c0c0 3 en:Silver de:Silber fr:Argenté es:Plateado it:Argento nl:Zilver pt:Prata pl:Srebrny sv:Silver tr:Gümüş ja:銀色 zh:银色 hi:चाँदी ar:فضي
#d4af37 2 en:Gold de:Gold fr:Doré es:Dorado it:Oro nl:Goud pt:Dourado pl:Złoty sv:Guld tr:Altın ja:金色 zh:金色 hi:सुनहरा ar:ذهبي
#c3b091 2 en:Khaki de:Khaki fr:Kaki es:Caqui it:Cachi nl:Kaki pt:Cáqui pl:Khaki sv:Khaki tr:Haki ja:カーキ zh:卡其色 hi:ख़ाकी ar:كاكي
"""


def by_language(words):
    pairs = (word.partition(":") for word in words)
    return {language: text.replace("_", " ") for language, _, text in pairs}


def cleaned(name):
    """The first of the names that CLDR joins with commas, without marks of direction."""
    name = re.sub("[\u200e\u200f\u202a-\u202e]", "", re.split("[,،、]", name)[0]).strip()
    return name[0].upper() + name[1:]


def products(language):
    balls, games = BALLS
    names = {**facts.emoji_names(language), **dict(zip(balls, games[language].split(",")))}
    rows, seen = [], set()
    for category, pictures in CATEGORIES:
        word = by_language(category.split())[language]
        for picture in pictures:
            name = names.get(picture)
            if name and cleaned(name) not in seen:
                seen.add(cleaned(name))
                rows.append([word, cleaned(name)])
    return rows


def colors(language):
    rows = []
    for line in COLORS.strip().splitlines():
        code, share, *words = line.split()
        rows.append([by_language(words)[language], code, share])
    return rows
