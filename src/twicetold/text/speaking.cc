#include "twicetold/text/speaking.h"

// Forms are written as words fold (NFKC_Casefold: ß is ss). A form that ends in * stands for all
// words that begin with it. Scripts whose words carry prefixes, or that write no spaces, are
// searched for anywhere in the stretch.

#include <algorithm>
#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "twicetold/text/utf8.h"

namespace twicetold {
namespace {

constexpr std::string_view kForms =
    // English
    "say says said saying tell tells told telling speaking spoke add adds added adding "
    "stated stating statement explain* announc* wrote writes writing argue* arguing ask asks asked "
    "asking replied replies reply answer* respond* insist* claim claims claimed claiming warn "
    "warns warned warning "
    "note notes noted noting continue continues continued conclud* comment* remark* observe "
    "observed observes declar* recall* admit* acknowledg* stress* emphasi* tweet* posted according "
    "testif* quip* joke* shout* whisper* cried commended praised urged urges urging quoted quoting "
    "reiterat* pointed reported revealed confirmed "
    // German (with Swiss spelling)
    "sagt sagte sagten gesagt sagen meint meinte meinten meinen erklär* erzähl* betont* "
    "teilte mitgeteilt schreibt schrieb schrieben geschrieben fügte hinzu fragt fragte "
    "antwort* äuss* kritisiert* warnt warnte berichtet* behaupt* kündigt* verkünd* lautet lautete "
    "heisst hiess zufolge laut twitterte kommentier* zitiert* forderte ergänzt* räumte bekräft* "
    // French
    "dit disait disent déclar* expliqu* affirm* ajout* annonc* écrit écrivait raconté "
    "raconte demand* répond* répondu soulign* précis* indiqu* selon estime estimé estimait assure "
    "assuré assurait "
    "confie confié poursui* lancé rappel* tweeté prévenu prévient averti* "
    // Spanish, Portuguese, Italian, Catalan, Romanian
    "dice dijo dicen dijeron decir dicho declar* explica explicó explicaba explicado añad* agreg* "
    "asegur* señal* escrib* "
    "pregunt* "
    "respond* contestó contesta coment* según anunci* advirt* "
    "disse dizer dizem diz falou contou acrescent* explicou escreveu perguntou segundo "
    "dice detto dichiar* spieg* aggiun* scritto scrive chiesto rispost* secondo annunc* "
    "ha-dit spus spune declarat afirmat adăugat scris "
    // Dutch, Swedish, Danish, Norwegian, Icelandic
    "zei zegt zeggen zeiden gezegd vertel* verklaar* schreef aldus volgens voegde "
    "säger sade sagt berätt* förklar* skrev skriver enligt menar tillade uppgav "
    "siger sagde sagt fortæll* forklar* udtal* ifølge tilføj* fortell* skriver uttal* sier tilf* "
    "segir sagði sögðu "
    // Polish, Czech, Slovak, Croatian, Slovenian
    "powiedzia* mówi* stwierdzi* doda* napisa* oświadczy* zapyta* wyjaśni* podkreśli* według "
    "řekl* říká uvedl* dodal* prohlás* napsal* vysvětl* tvrd* podle povedal* uviedol vyhlás* "
    "rekao rekla kaže izjavi* dodao dodala reče rekel dejal* "
    // Hungarian, Finnish, Estonian, Turkish, Greek, Indonesian, Vietnamese
    "mondta mondja mondták közölte nyilatkoz* írta hozzátette szerint "
    "sanoi sanoo sanovat sanonut sanoivat kertoi kertoo totesi toteaa kirjoitti mukaan lisäsi "
    "ütles ütleb lisas sõnul kirjutas "
    "dedi diyor söyledi belirtti açıkladı konuştu ifade yazdı ekledi "
    "είπε είπαν λέει δήλωσε ανέφερε δηλώνει έγραψε τόνισε πρόσθεσε "
    "berkata mengatakan kata ujar ujarnya katanya menyatakan nói "
    // Russian, Ukrainian, Bulgarian, Serbian
    "сказа* говор* заяв* сообщ* отмет* подчерк* добави* написа* объясн* рассказ* ответи* спроси* "
    "считает пояснил* уточнил* утверждает словам мнению призна* предупре* продолж* "
    "каже говорить зазначи* повідоми* пояснив пояснила додав додала написав написала словами "
    "каза казва заяви* обясни* добави* посочи* рекао рекла изјави* додао ";

// The same in scripts that are searched, in the composed form that texts use.
constexpr std::string_view kPieces =
    // Chinese, Japanese
    "说 說 称 稱 表示 指出 写道 寫道 强调 強調 告诉 告訴 言っ 言う 言い 述べ 語っ 語り 話し 話す "
    "語る コメント 伝え 発言 書い 説明 声明 主張 答え 訴え "
    // Korean
    "말했 말한 말하 밝혔 밝힌 전했 덧붙 설명했 강조했 라고 주장 썼다 "
    // Arabic, Persian, Urdu, Hebrew
    "قال وأضاف أضاف صرح أعلن ذكر كتب يقول تقول گفت افزود کہا نے بتایا אמר אומר מסר הוסיף כתב "
    // Hindi, Bengali, Tamil, Thai
    "कहा बताया बोल বলেন বলেছে கூறி தெரிவி กล่าว บอก ระบุ ";

struct Table {
  std::unordered_set<std::string_view> whole;
  std::vector<std::string_view> begins;  // sorted
  std::vector<std::string_view> pieces;
};

std::vector<std::string_view> SplitAtSpaces(std::string_view list) {
  std::vector<std::string_view> forms;
  for (size_t at = 0; at < list.size();) {
    const size_t end = std::min(list.find(' ', at), list.size());
    if (end > at) forms.push_back(list.substr(at, end - at));
    at = end + 1;
  }
  return forms;
}

const Table& TheTable() {
  static const Table* const kTable = [] {
    auto* table = new Table;
    for (const std::string_view form : SplitAtSpaces(kForms)) {
      if (form.back() == '*') {
        table->begins.push_back(form.substr(0, form.size() - 1));
      } else {
        table->whole.insert(form);
      }
    }
    std::sort(table->begins.begin(), table->begins.end());
    table->pieces = SplitAtSpaces(kPieces);
    return table;
  }();
  return *kTable;
}

// True for a script whose words are searched rather than compared.
bool IsSearched(std::string_view word) {
  const char32_t c = ReadUtf8(word, 0).code_point;
  return c >= 0x0590 && !(c >= 0x1E00 && c < 0x2000);
}

bool IsSpeakingWord(std::string_view word) {
  const Table& table = TheTable();
  if (table.whole.count(word) != 0) return true;
  // Whatever `word` begins with sorts right before it or before something shorter.
  auto after = std::upper_bound(table.begins.begin(), table.begins.end(), word);
  while (after != table.begins.begin()) {
    --after;
    if (word.starts_with(*after)) return true;
    if (after->front() != word.front()) return false;
  }
  return false;
}

}  // namespace

bool NamesSpeaking(std::string_view text, const Words& words, size_t begin, size_t end) {
  bool searched = false;
  for (size_t w = begin; w < end; ++w) {
    const std::string_view word = words.folded(w);
    searched = searched || IsSearched(word);
    if (IsSpeakingWord(word)) return true;
  }
  if (!searched) return false;
  const uint64_t from = words.span(begin).begin;
  const std::string_view stretch = text.substr(from, words.span(end - 1).end - from);
  const std::vector<std::string_view>& pieces = TheTable().pieces;
  return std::any_of(pieces.begin(), pieces.end(), [&](std::string_view piece) {
    return stretch.find(piece) != std::string_view::npos;
  });
}

}  // namespace twicetold
