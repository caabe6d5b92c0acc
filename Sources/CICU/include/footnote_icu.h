/* The part of ICU that the package uses, under stable names: ICU renames its functions by macros,
   which Swift cannot import. No ICU header is needed by those who include this one. */
#ifndef FOOTNOTE_ICU_H
#define FOOTNOTE_ICU_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

/* ---- Version ---- */

/* The version of Unicode's data that this was compiled against, such as "15.0"; an ICU of another
   major version does not link. It lives as long as the process. */
const char *footnote_unicode_version(void);

/* ---- Properties of one code point; any 32-bit value may be asked for ---- */

/* Unicode general categories, the values of footnote_general_category. */
#define FOOTNOTE_CATEGORY_CN 0
#define FOOTNOTE_CATEGORY_LU 1
#define FOOTNOTE_CATEGORY_LL 2
#define FOOTNOTE_CATEGORY_LT 3
#define FOOTNOTE_CATEGORY_LM 4
#define FOOTNOTE_CATEGORY_LO 5
#define FOOTNOTE_CATEGORY_MN 6
#define FOOTNOTE_CATEGORY_ME 7
#define FOOTNOTE_CATEGORY_MC 8
#define FOOTNOTE_CATEGORY_ND 9
#define FOOTNOTE_CATEGORY_NL 10
#define FOOTNOTE_CATEGORY_NO 11
#define FOOTNOTE_CATEGORY_ZS 12
#define FOOTNOTE_CATEGORY_ZL 13
#define FOOTNOTE_CATEGORY_ZP 14
#define FOOTNOTE_CATEGORY_CC 15
#define FOOTNOTE_CATEGORY_CF 16
#define FOOTNOTE_CATEGORY_CO 17
#define FOOTNOTE_CATEGORY_CS 18
#define FOOTNOTE_CATEGORY_PD 19
#define FOOTNOTE_CATEGORY_PS 20
#define FOOTNOTE_CATEGORY_PE 21
#define FOOTNOTE_CATEGORY_PC 22
#define FOOTNOTE_CATEGORY_PO 23
#define FOOTNOTE_CATEGORY_SM 24
#define FOOTNOTE_CATEGORY_SC 25
#define FOOTNOTE_CATEGORY_SK 26
#define FOOTNOTE_CATEGORY_SO 27
#define FOOTNOTE_CATEGORY_PI 28
#define FOOTNOTE_CATEGORY_PF 29
int32_t footnote_general_category(uint32_t code_point);

/* Scripts, values of footnote_script; others than these are given too (ISO 15924 by ICU's code). */
#define FOOTNOTE_SCRIPT_COMMON 0
#define FOOTNOTE_SCRIPT_INHERITED 1
#define FOOTNOTE_SCRIPT_ARABIC 2
#define FOOTNOTE_SCRIPT_ARMENIAN 3
#define FOOTNOTE_SCRIPT_BENGALI 4
#define FOOTNOTE_SCRIPT_BOPOMOFO 5
#define FOOTNOTE_SCRIPT_CYRILLIC 8
#define FOOTNOTE_SCRIPT_DEVANAGARI 10
#define FOOTNOTE_SCRIPT_ETHIOPIC 11
#define FOOTNOTE_SCRIPT_GEORGIAN 12
#define FOOTNOTE_SCRIPT_GREEK 14
#define FOOTNOTE_SCRIPT_HAN 17
#define FOOTNOTE_SCRIPT_HANGUL 18
#define FOOTNOTE_SCRIPT_HEBREW 19
#define FOOTNOTE_SCRIPT_HIRAGANA 20
#define FOOTNOTE_SCRIPT_KATAKANA 22
#define FOOTNOTE_SCRIPT_KHMER 23
#define FOOTNOTE_SCRIPT_LAO 24
#define FOOTNOTE_SCRIPT_LATIN 25
#define FOOTNOTE_SCRIPT_MYANMAR 28
#define FOOTNOTE_SCRIPT_TAMIL 35
#define FOOTNOTE_SCRIPT_THAI 38
#define FOOTNOTE_SCRIPT_TIBETAN 39
#define FOOTNOTE_SCRIPT_YI 41
#define FOOTNOTE_SCRIPT_TAI_LE 52
#define FOOTNOTE_SCRIPT_NEW_TAI_LUE 59
#define FOOTNOTE_SCRIPT_BALINESE 62
#define FOOTNOTE_SCRIPT_JAVANESE 78
#define FOOTNOTE_SCRIPT_LANNA 106
#define FOOTNOTE_SCRIPT_TAI_VIET 127
int32_t footnote_script(uint32_t code_point);

bool footnote_is_white_space(uint32_t code_point);
bool footnote_is_alphabetic(uint32_t code_point);
bool footnote_is_sentence_terminal(uint32_t code_point);
bool footnote_is_default_ignorable(uint32_t code_point);
bool footnote_is_grapheme_extend(uint32_t code_point);

/* The value 0 to 9 of a decimal digit of any script (category Nd); -1 for anything else. */
int32_t footnote_digit_value(uint32_t code_point);

/* ---- Boundaries ---- */

#define FOOTNOTE_BREAKS_GRAPHEME 0
#define FOOTNOTE_BREAKS_WORD 1

/* Walks the boundaries of a text in UTF-8; one thread at a time. Thai, Lao, Khmer, Burmese,
   Chinese and Japanese words come from ICU's dictionaries. */
typedef struct footnote_breaks footnote_breaks;

/* A walker without text, or NULL when ICU has no data or memory is short. `locale` is a language
   tag such as "th"; an unknown one acts as the root locale. */
footnote_breaks *_Nullable footnote_breaks_open(int32_t kind, const char *locale);

/* Gives the walker a text, which must stay alive and unchanged until the next call of this or of
   footnote_breaks_close. Invalid bytes count as U+FFFD. False when count is over 2^31 - 1 or ICU
   fails. The walker then stands at offset 0. */
bool footnote_breaks_set_utf8(footnote_breaks *breaks, const uint8_t *_Nullable text, size_t count);

/* The next boundary after where the walker stands, in bytes; -1 when there is none. The walker
   stands there afterwards. */
int32_t footnote_breaks_next(footnote_breaks *breaks);

void footnote_breaks_close(footnote_breaks *_Nullable breaks);

/* ---- Normalisation ---- */

/* Normalisers; they live as long as the process and may be used by any number of threads. */
typedef struct footnote_normalizer footnote_normalizer;

/* NFKC_Casefold: compatibility composition, full case folding, default ignorables removed.
   NULL when ICU's data are missing. */
const footnote_normalizer *_Nullable footnote_nfkc_casefold(void);
/* Canonical decomposition. NULL when ICU's data are missing. */
const footnote_normalizer *_Nullable footnote_nfd(void);

/* True when the code point is never changed, never composes and never reorders, whatever stands
   beside it: text of such code points alone is its own normal form. */
bool footnote_normalizer_is_inert(const footnote_normalizer *normalizer, uint32_t code_point);

/* True when the code point never composes with, nor moves before, what stands before it. */
bool footnote_normalizer_has_boundary_before(
    const footnote_normalizer *normalizer, uint32_t code_point);

/* Normalises `count` UTF-16 units into `output`, which must not overlap the input. Gives the count
   of units that the whole result has; when it is more than `capacity` the output is incomplete.
   -1 when ICU fails. */
int32_t footnote_normalize_utf16(
    const footnote_normalizer *normalizer, const uint16_t *_Nullable text, int32_t count,
    uint16_t *_Nullable output, int32_t capacity);

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif

#endif
