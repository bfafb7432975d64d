"""Phrases that hold the name of a party and name something else: seas, firms, papers, places, peoples abroad."""

LOOKALIKES: tuple[str, ...] = (
    # waters and lands
    "English Channel", "Indian Ocean", "Indo-Pacific", "Indo-China", "Indochina", "South China Sea", "East China Sea", "Sea of Japan", "Gulf of Mexico",
    "Persian Gulf", "Gulf of Oman", "Gulf of Aden", "Gulf of Thailand", "Arabian Sea", "Irish Sea", "Philippine Sea", "Panama Canal", "Korean Peninsula", "Korean peninsula", "Korea Strait", "Taiwan Strait", "Taiwan Straits", "Suez Canal",
    "New England", "New Mexico", "New South Wales", "New Jersey", "West Indian", "West Indies", "Latin America", "Latin American", "Latin Americans",
    "Latin America's", "South America", "South American", "North America", "North American", "North Americans", "South Americans", "Central America", "Central American", "Central Americans", "Central African",
    "Pan American", "Inter-American", "American Samoa", "French Guiana", "Dutch Caribbean", "Norwegian Sea", "Nigeria Delta", "Niger Delta", "Niger River", "Jordan River", "River Jordan", "Jordan Valley", "Baltic",
    "Brussels", "Mexico gulf", "Macedonian Street", "Lebanon Valley", "Washington state", "Washington State", "Georgia Tech", "Atlanta, Georgia", "Savannah, Georgia", "Port Sudan", "China Lake", "Gulf of America",
    "Guinea pig", "Guinea-Conakry", "Equatorial", "Papua", "Byzantine",
    # firms, papers, institutions
    "American Express", "American Airlines", "American Motors", "American International Group", "American Standard", "Anglo American", "Bank of America", "Bank of Boston", "British Airways",
    "Washington Post", "The Washington Post", "Washington Times", "Jerusalem Post", "Times of India", "The Times of India", "Hindustan Times", "China Daily", "South China Morning Post", "Moscow Times", "Kyiv Independent", "Kyiv Post",
    "Korea Herald", "Japan Times", "Buenos Aires Herald", "Press Trust of India", "Associated Press of Pakistan", "USA Today", "U.S. News", "Voice of America", "Wall Street Journal", "New York Times",
    "Associated Press", "London Interbank", "London Interbank Offered Rate", "London Interbank Offered Rates", "London Stock Exchange", "London Metal Exchange", "London Daily Price", "Tokyo Stock Exchange",
    "London daily price", "London Commodity Exchange", "Paris sugar", "Georgetown", "Georgetown University", "George Washington", "Washington Institute", "Brookings Institution", "Trafalgar House", "Boston",
    # agreements and events by the name of a place: the place is no party to them
    "Paris accord", "Paris Accord", "Paris accords", "Paris Agreement", "Paris agreement", "Paris pact", "Paris Peace", "Tokyo Round", "Tokyo round", "Uruguay Round", "Uruguay round", "Geneva", "Warsaw Convention",
    "Oslo accords", "Oslo Accords", "Oslo process", "Minsk agreements", "Minsk Agreements", "Minsk process", "Minsk Group", "Camp David accords", "Camp David Accords", "Vienna Convention", "Kyoto Protocol", "Doha Round", "Doha round", "Havana Charter",
    "Abraham Accords", "Budapest Memorandum", "Algiers accord", "Baghdad Pact", "Munich Security Conference", "Lima Group", "Berlin Wall", "Berlin Process", "Rome Statute", "Treaty of Rome", "Rome Treaty",
    "Olympic", "Euro-", "Bermuda agreement", "Bermuda Agreement", "London Declaration", "Lisbon Treaty", "Brussels Treaty",
    # food, beasts, tongues, holidays, teams
    "Turkish coffee", "French fries", "Persian carpet", "Swiss cheese", "Dutch auction", "Dutch disease", "English language", "English-language", "English-speaking", "German measles", "Spanish flu", "Spanish-language", "Spanish-speaking",
    "French-speaking", "French-language", "Arabic", "in English", "Native American", "Native Americans", "African American", "African Americans", "African-American", "American Indian", "American Indians", "American football", "Brazil nut", "Brazil nuts",
    "Thanksgiving Turkey", "Miss America", "Captain America", "Chinese New Year", "Chinese wall", "Indian Summer", "Indian summer", "Mexican standoff", "Roman Catholic", "Greek Orthodox", "Russian Orthodox", "Russian roulette", "Cuban missile crisis", "Cuban Missile Crisis",
    # names of persons
    "Michael Jordan", "Hamilton Jordan", "Vernon Jordan", "Jim Jordan", "Israel Katz", "Paris Hilton", "Jack London", "Denzel Washington", "Booker Washington", "Chad Wolf",
    "German Gref", "German Khan", "America Ferrera", "Roman Abramovich", "Ireland Baldwin", "Frank Holland", "Joe English", "Kim English",
    # bodies' letters that are something else
    "EC-130", "AU$", "US Open", "U.S. Open", "US Airways", "Commonwealth of Massachusetts", "Commonwealth of Virginia", "Commonwealth of Pennsylvania", "Commonwealth Bank", "Commonwealth Games",
    "Commonwealth of Puerto Rico", "Organization Department", "US-China Business Council", "US 1", "Red Cross Hospital", "Pakistan Stream", "Arab Spring",
)  # fmt: skip
