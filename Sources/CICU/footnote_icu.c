#include "footnote_icu.h"

#include <stdlib.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>
#include <unicode/uversion.h>

/* ---- Version ---- */

const char *footnote_unicode_version(void) { return U_UNICODE_VERSION; }

/* ---- Properties ---- */

_Static_assert(FOOTNOTE_CATEGORY_CN == U_UNASSIGNED, "ICU's numbering");
_Static_assert(FOOTNOTE_CATEGORY_LU == U_UPPERCASE_LETTER, "ICU's numbering");
_Static_assert(FOOTNOTE_CATEGORY_LO == U_OTHER_LETTER, "ICU's numbering");
_Static_assert(FOOTNOTE_CATEGORY_MN == U_NON_SPACING_MARK, "ICU's numbering");
_Static_assert(FOOTNOTE_CATEGORY_ME == U_ENCLOSING_MARK, "ICU's numbering");
_Static_assert(FOOTNOTE_CATEGORY_MC == U_COMBINING_SPACING_MARK, "ICU's numbering");
_Static_assert(FOOTNOTE_CATEGORY_ND == U_DECIMAL_DIGIT_NUMBER, "ICU's numbering");
_Static_assert(FOOTNOTE_CATEGORY_NO == U_OTHER_NUMBER, "ICU's numbering");
_Static_assert(FOOTNOTE_CATEGORY_ZS == U_SPACE_SEPARATOR, "ICU's numbering");
_Static_assert(FOOTNOTE_CATEGORY_CC == U_CONTROL_CHAR, "ICU's numbering");
_Static_assert(FOOTNOTE_CATEGORY_CF == U_FORMAT_CHAR, "ICU's numbering");
_Static_assert(FOOTNOTE_CATEGORY_CS == U_SURROGATE, "ICU's numbering");
_Static_assert(FOOTNOTE_CATEGORY_PD == U_DASH_PUNCTUATION, "ICU's numbering");
_Static_assert(FOOTNOTE_CATEGORY_PS == U_START_PUNCTUATION, "ICU's numbering");
_Static_assert(FOOTNOTE_CATEGORY_PE == U_END_PUNCTUATION, "ICU's numbering");
_Static_assert(FOOTNOTE_CATEGORY_PC == U_CONNECTOR_PUNCTUATION, "ICU's numbering");
_Static_assert(FOOTNOTE_CATEGORY_PO == U_OTHER_PUNCTUATION, "ICU's numbering");
_Static_assert(FOOTNOTE_CATEGORY_SO == U_OTHER_SYMBOL, "ICU's numbering");
_Static_assert(FOOTNOTE_CATEGORY_PI == U_INITIAL_PUNCTUATION, "ICU's numbering");
_Static_assert(FOOTNOTE_CATEGORY_PF == U_FINAL_PUNCTUATION, "ICU's numbering");

_Static_assert(FOOTNOTE_SCRIPT_COMMON == USCRIPT_COMMON, "ICU's numbering");
_Static_assert(FOOTNOTE_SCRIPT_INHERITED == USCRIPT_INHERITED, "ICU's numbering");
_Static_assert(FOOTNOTE_SCRIPT_ARABIC == USCRIPT_ARABIC, "ICU's numbering");
_Static_assert(FOOTNOTE_SCRIPT_ARMENIAN == USCRIPT_ARMENIAN, "ICU's numbering");
_Static_assert(FOOTNOTE_SCRIPT_BENGALI == USCRIPT_BENGALI, "ICU's numbering");
_Static_assert(FOOTNOTE_SCRIPT_BOPOMOFO == USCRIPT_BOPOMOFO, "ICU's numbering");
_Static_assert(FOOTNOTE_SCRIPT_CYRILLIC == USCRIPT_CYRILLIC, "ICU's numbering");
_Static_assert(FOOTNOTE_SCRIPT_DEVANAGARI == USCRIPT_DEVANAGARI, "ICU's numbering");
_Static_assert(FOOTNOTE_SCRIPT_ETHIOPIC == USCRIPT_ETHIOPIC, "ICU's numbering");
_Static_assert(FOOTNOTE_SCRIPT_GEORGIAN == USCRIPT_GEORGIAN, "ICU's numbering");
_Static_assert(FOOTNOTE_SCRIPT_GREEK == USCRIPT_GREEK, "ICU's numbering");
_Static_assert(FOOTNOTE_SCRIPT_HAN == USCRIPT_HAN, "ICU's numbering");
_Static_assert(FOOTNOTE_SCRIPT_HANGUL == USCRIPT_HANGUL, "ICU's numbering");
_Static_assert(FOOTNOTE_SCRIPT_HEBREW == USCRIPT_HEBREW, "ICU's numbering");
_Static_assert(FOOTNOTE_SCRIPT_HIRAGANA == USCRIPT_HIRAGANA, "ICU's numbering");
_Static_assert(FOOTNOTE_SCRIPT_KATAKANA == USCRIPT_KATAKANA, "ICU's numbering");
_Static_assert(FOOTNOTE_SCRIPT_KHMER == USCRIPT_KHMER, "ICU's numbering");
_Static_assert(FOOTNOTE_SCRIPT_LAO == USCRIPT_LAO, "ICU's numbering");
_Static_assert(FOOTNOTE_SCRIPT_LATIN == USCRIPT_LATIN, "ICU's numbering");
_Static_assert(FOOTNOTE_SCRIPT_MYANMAR == USCRIPT_MYANMAR, "ICU's numbering");
_Static_assert(FOOTNOTE_SCRIPT_TAMIL == USCRIPT_TAMIL, "ICU's numbering");
_Static_assert(FOOTNOTE_SCRIPT_THAI == USCRIPT_THAI, "ICU's numbering");
_Static_assert(FOOTNOTE_SCRIPT_TIBETAN == USCRIPT_TIBETAN, "ICU's numbering");
_Static_assert(FOOTNOTE_SCRIPT_YI == USCRIPT_YI, "ICU's numbering");
_Static_assert(FOOTNOTE_SCRIPT_TAI_LE == USCRIPT_TAI_LE, "ICU's numbering");
_Static_assert(FOOTNOTE_SCRIPT_NEW_TAI_LUE == USCRIPT_NEW_TAI_LUE, "ICU's numbering");
_Static_assert(FOOTNOTE_SCRIPT_BALINESE == USCRIPT_BALINESE, "ICU's numbering");
_Static_assert(FOOTNOTE_SCRIPT_JAVANESE == USCRIPT_JAVANESE, "ICU's numbering");
_Static_assert(FOOTNOTE_SCRIPT_LANNA == USCRIPT_LANNA, "ICU's numbering");
_Static_assert(FOOTNOTE_SCRIPT_TAI_VIET == USCRIPT_TAI_VIET, "ICU's numbering");

/* ICU treats values outside of 0...0x10FFFF as unassigned. */
static UChar32 as_code_point(uint32_t value) { return value > 0x10FFFF ? -1 : (UChar32)value; }

int32_t footnote_general_category(uint32_t c) { return u_charType(as_code_point(c)); }

int32_t footnote_script(uint32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  UScriptCode script = uscript_getScript(as_code_point(c), &status);
  return U_FAILURE(status) ? USCRIPT_COMMON : (int32_t)script;
}

bool footnote_is_white_space(uint32_t c) {
  return u_hasBinaryProperty(as_code_point(c), UCHAR_WHITE_SPACE);
}
bool footnote_is_alphabetic(uint32_t c) {
  return u_hasBinaryProperty(as_code_point(c), UCHAR_ALPHABETIC);
}
bool footnote_is_sentence_terminal(uint32_t c) {
  return u_hasBinaryProperty(as_code_point(c), UCHAR_S_TERM);
}
bool footnote_is_default_ignorable(uint32_t c) {
  return u_hasBinaryProperty(as_code_point(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}
bool footnote_is_grapheme_extend(uint32_t c) {
  return u_hasBinaryProperty(as_code_point(c), UCHAR_GRAPHEME_EXTEND);
}
int32_t footnote_digit_value(uint32_t c) { return u_charDigitValue(as_code_point(c)); }
/* ---- Boundaries ---- */

_Static_assert(FOOTNOTE_BREAKS_GRAPHEME == UBRK_CHARACTER, "ICU's numbering");
_Static_assert(FOOTNOTE_BREAKS_WORD == UBRK_WORD, "ICU's numbering");

struct footnote_breaks {
  UBreakIterator *iterator;
  UText text;
};

footnote_breaks *footnote_breaks_open(int32_t kind, const char *locale) {
  footnote_breaks *breaks = calloc(1, sizeof *breaks);
  if (breaks == NULL) return NULL;
  UErrorCode status = U_ZERO_ERROR;
  UText empty = UTEXT_INITIALIZER;
  breaks->text = empty;
  breaks->iterator = ubrk_open((UBreakIteratorType)kind, locale, NULL, 0, &status);
  if (U_FAILURE(status) || breaks->iterator == NULL) {
    footnote_breaks_close(breaks);
    return NULL;
  }
  return breaks;
}

bool footnote_breaks_set_utf8(footnote_breaks *breaks, const uint8_t *text, size_t count) {
  if (count > INT32_MAX) return false;
  UErrorCode status = U_ZERO_ERROR;
  const char *bytes = count == 0 ? "" : (const char *)text;
  utext_openUTF8(&breaks->text, bytes, (int64_t)count, &status);
  ubrk_setUText(breaks->iterator, &breaks->text, &status);
  if (U_FAILURE(status)) return false;
  ubrk_first(breaks->iterator);
  return true;
}

int32_t footnote_breaks_next(footnote_breaks *breaks) { return ubrk_next(breaks->iterator); }
void footnote_breaks_close(footnote_breaks *breaks) {
  if (breaks == NULL) return;
  if (breaks->iterator != NULL) ubrk_close(breaks->iterator);
  utext_close(&breaks->text);
  free(breaks);
}

/* ---- Normalisation ---- */

const footnote_normalizer *footnote_nfkc_casefold(void) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *normalizer = unorm2_getNFKCCasefoldInstance(&status);
  return U_FAILURE(status) ? NULL : (const footnote_normalizer *)normalizer;
}
const footnote_normalizer *footnote_nfd(void) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *normalizer = unorm2_getNFDInstance(&status);
  return U_FAILURE(status) ? NULL : (const footnote_normalizer *)normalizer;
}

bool footnote_normalizer_is_inert(const footnote_normalizer *normalizer, uint32_t c) {
  return unorm2_isInert((const UNormalizer2 *)normalizer, as_code_point(c));
}

bool footnote_normalizer_has_boundary_before(
    const footnote_normalizer *normalizer, uint32_t c) {
  return unorm2_hasBoundaryBefore((const UNormalizer2 *)normalizer, as_code_point(c));
}

int32_t footnote_normalize_utf16(
    const footnote_normalizer *normalizer, const uint16_t *text, int32_t count, uint16_t *output,
    int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t length = unorm2_normalize(
      (const UNormalizer2 *)normalizer, (const UChar *)text, count, (UChar *)output, capacity,
      &status);
  if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR) return -1;
  return length;
}
