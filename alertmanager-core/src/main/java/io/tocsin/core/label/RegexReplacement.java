package io.tocsin.core.label;

import com.google.re2j.Matcher;
import java.util.ArrayList;
import java.util.List;

/**
 * What replaces the finds of a regular expression: text in which {@code $1}, <code>${1}</code>, {@code $name} and
 * <code>${name}</code> are what the group of that number or name has found, and {@code $$} is a dollar. A name goes as
 * far as there are letters, digits and underscores, so that {@code $1x} is the group {@code 1x}. Groups that do not exist
 * are empty, and a dollar before anything else is one. Immutable.
 *
 * @see "Go: regexp Expand"
 */
record RegexReplacement(List<Piece> pieces) {
    /** Larger numbers name nothing. */
    private static final int NUMBER_DIGITS_MAX = 8;

    /** @param isGroup whether {@code text} names a group */
    record Piece(String text, boolean isGroup) {}

    RegexReplacement {
        pieces = List.copyOf(pieces);
    }

    static RegexReplacement parse(String template) {
        List<Piece> pieces = new ArrayList<>();
        int done = 0;
        for (int dollar = template.indexOf('$'); dollar >= 0; dollar = template.indexOf('$', done)) {
            pieces.add(new Piece(template.substring(done, dollar), false));
            done = addReference(pieces, template, dollar);
        }
        pieces.add(new Piece(template.substring(done), false));
        return new RegexReplacement(pieces);
    }

    /** @return the index behind what stands at {@code dollar} */
    private static int addReference(List<Piece> pieces, String template, int dollar) {
        boolean isBraced = template.startsWith("{", dollar + 1);
        int start = dollar + (isBraced ? 2 : 1);
        int end = start;
        while (end < template.length() && isNamePart(template.codePointAt(end))) {
            end += Character.charCount(template.codePointAt(end));
        }
        boolean isReference = end > start && (!isBraced || template.startsWith("}", end));
        if (isReference) {
            pieces.add(new Piece(template.substring(start, end), true));
            return isBraced ? end + 1 : end;
        }
        pieces.add(new Piece("$", false));
        return template.startsWith("$", dollar + 1) ? dollar + 2 : dollar + 1;
    }

    private static boolean isNamePart(int point) {
        return point == '_' || Character.isLetter(point) || Character.getType(point) == Character.DECIMAL_DIGIT_NUMBER;
    }

    /** @param found what {@code matcher} has found */
    /** How many characters {@link #append} appends. */
    long length(Matcher found) {
        long length = 0;
        for (Piece piece : pieces) {
            length += piece.isGroup()
                    ? group(found, piece.text()).length()
                    : piece.text().length();
        }
        return length;
    }

    void append(StringBuilder out, Matcher found) {
        for (Piece piece : pieces) {
            out.append(piece.isGroup() ? group(found, piece.text()) : piece.text());
        }
    }

    private static String group(Matcher found, String name) {
        Integer index = isNumber(name)
                ? (Integer) Integer.parseInt(name)
                : found.pattern().namedGroups().get(name);
        String text = index == null || index > found.groupCount() ? null : found.group(index);
        return text == null ? "" : text;
    }

    private static boolean isNumber(String name) {
        boolean hasLeadingZero = name.startsWith("0") && name.length() > 1;
        return name.length() <= NUMBER_DIGITS_MAX
                && !hasLeadingZero
                && name.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
