/* Classes of characters, in any script. */
#include "markdown_parts.h"
#include "text.h"

static const struct range {
	uint32_t from, to;
	enum done_class class;
} ranges[] = {
    {0x00, 0x20, DONE_CLASS_SPACE},
    {0x21, 0x2F, DONE_CLASS_MARK},
    {0x30, 0x39, DONE_CLASS_DIGIT},
    {0x3A, 0x40, DONE_CLASS_MARK},
    {0x5B, 0x60, DONE_CLASS_MARK},
    {0x7B, 0x9F, DONE_CLASS_MARK},
    {0xA0, 0xA0, DONE_CLASS_SPACE},
    {0xA1, 0xA9, DONE_CLASS_MARK},
    {0xAB, 0xB4, DONE_CLASS_MARK},
    {0xB6, 0xB9, DONE_CLASS_MARK},
    {0xBB, 0xBF, DONE_CLASS_MARK},
    {0xD7, 0xD7, DONE_CLASS_MARK},
    {0xF7, 0xF7, DONE_CLASS_MARK},
    {0x0660, 0x0669, DONE_CLASS_DIGIT},
    {0x06F0, 0x06F9, DONE_CLASS_DIGIT},
    {0x0966, 0x096F, DONE_CLASS_DIGIT},
    {0x0E01, 0x0E3A, DONE_CLASS_FOUR},
    {0x0E3F, 0x0E3F, DONE_CLASS_MARK},
    {0x0E40, 0x0E4E, DONE_CLASS_FOUR},
    {0x0E4F, 0x0E4F, DONE_CLASS_MARK},
    {0x0E50, 0x0E59, DONE_CLASS_DIGIT},
    {0x0E5A, 0x0E5B, DONE_CLASS_MARK},
    {0x0E80, 0x0ECF, DONE_CLASS_FOUR},
    {0x0ED0, 0x0ED9, DONE_CLASS_DIGIT},
    {0x0EDA, 0x0EFF, DONE_CLASS_FOUR},
    {0x1000, 0x103F, DONE_CLASS_FOUR},
    {0x1040, 0x1049, DONE_CLASS_DIGIT},
    {0x104A, 0x104F, DONE_CLASS_MARK},
    {0x1050, 0x109F, DONE_CLASS_FOUR},
    {0x1100, 0x11FF, DONE_CLASS_FOUR},
    {0x1780, 0x17D3, DONE_CLASS_FOUR},
    {0x17D4, 0x17DB, DONE_CLASS_MARK},
    {0x17DC, 0x17DD, DONE_CLASS_FOUR},
    {0x17E0, 0x17E9, DONE_CLASS_DIGIT},
    {0x19E0, 0x19FF, DONE_CLASS_MARK},
    {0x2000, 0x200B, DONE_CLASS_SPACE},
    {0x200C, 0x206F, DONE_CLASS_MARK},
    {0x20A0, 0x20CF, DONE_CLASS_MARK},
    {0x2190, 0x2BFF, DONE_CLASS_MARK},
    {0x3000, 0x3000, DONE_CLASS_SPACE},
    {0x3001, 0x3004, DONE_CLASS_MARK},
    {0x3005, 0x3007, DONE_CLASS_TWO},
    {0x3008, 0x3020, DONE_CLASS_MARK},
    {0x3021, 0x3029, DONE_CLASS_TWO},
    {0x3030, 0x3030, DONE_CLASS_MARK},
    {0x3041, 0x312F, DONE_CLASS_TWO},
    {0x3130, 0x318F, DONE_CLASS_FOUR},
    {0x31A0, 0x31FF, DONE_CLASS_TWO},
    {0x3400, 0x4DBF, DONE_CLASS_TWO},
    {0x4E00, 0x9FFF, DONE_CLASS_TWO},
    {0xA960, 0xA97F, DONE_CLASS_FOUR},
    {0xA9E0, 0xA9FE, DONE_CLASS_FOUR},
    {0xAA60, 0xAA7F, DONE_CLASS_FOUR},
    {0xAC00, 0xD7FF, DONE_CLASS_FOUR},
    {0xF900, 0xFAFF, DONE_CLASS_TWO},
    {0xFE00, 0xFE0F, DONE_CLASS_MARK},
    {0xFEFF, 0xFEFF, DONE_CLASS_MARK},
    {0xFF01, 0xFF0F, DONE_CLASS_MARK},
    {0xFF10, 0xFF19, DONE_CLASS_DIGIT},
    {0xFF1A, 0xFF20, DONE_CLASS_MARK},
    {0xFF3B, 0xFF40, DONE_CLASS_MARK},
    {0xFF5B, 0xFF65, DONE_CLASS_MARK},
    {0xFF66, 0xFF9D, DONE_CLASS_TWO},
    {0xFFF0, 0xFFFF, DONE_CLASS_MARK},
    {0x1F000, 0x1FAFF, DONE_CLASS_MARK},
    {0x20000, 0x3FFFF, DONE_CLASS_TWO},
    {0xE0000, 0xE0FFF, DONE_CLASS_MARK},
};

enum done_class done_class_by_table(uint32_t character)
{
	size_t low = 0, high = DONE_ARRAY_SIZE(ranges);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (character > ranges[middle].to)
			low = middle + 1;
		else
			high = middle;
	}
	return low < DONE_ARRAY_SIZE(ranges) && character >= ranges[low].from ? ranges[low].class
	                                                                      : DONE_CLASS_LETTER;
}

uint32_t done_character_beyond(const char *bytes, size_t len, size_t *length)
{
	*length = done_utf8_length(bytes, len);
	if (*length > 0)
		return done_text_character(bytes, *length);
	*length = 1;
	return 0xFFFD;
}
