package io.tocsin.core.yaml;

/**
 * What a text is made of, as far as it decides in which styles YAML can hold it.
 *
 * @see "Upstream: gopkg.in/yaml.v2 emitterc.go yaml_emitter_analyze_scalar"
 */
final class TextShape {
    private boolean hasIndicators;
    private boolean hasFlowIndicators;
    private boolean hasSpecial;
    private boolean hasBreaks;
    private boolean hasOuterSpace;
    private boolean hasTrailingSpace;
    private boolean hasBreakSpace;
    private boolean hasSpaceBreak;

    private TextShape() {}

    static TextShape of(String text) {
        TextShape shape = new TextShape();
        shape.hasIndicators = text.startsWith("---") || text.startsWith("...");
        int before = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            int next = i + Character.charCount(point);
            boolean isFollowedByBlank = next >= text.length() || isBlank(text.charAt(next));
            shape.hasIndicators |= isIndicator(point, i == 0, before, isFollowedByBlank);
            shape.hasFlowIndicators |= ",?:[]{}".indexOf(point) >= 0;
            shape.addLayout(point, i == 0, next == text.length(), before);
            before = point;
            i = next;
        }
        return shape;
    }

    private static boolean isIndicator(int point, boolean isFirst, int before, boolean isFollowedByBlank) {
        if (isFirst && "#,[]{}&*!|>'\"%@`".indexOf(point) >= 0) {
            return true;
        }
        if (point == ':' || (isFirst && (point == '?' || point == '-'))) {
            return isFollowedByBlank;
        }
        return point == '#' && (isBlank(before) || isBreak(before));
    }

    private void addLayout(int point, boolean isFirst, boolean isLast, int before) {
        hasSpecial |= !isPrintable(point);
        if (point == ' ') {
            hasOuterSpace |= isFirst || isLast;
            hasTrailingSpace |= isLast;
            hasBreakSpace |= isBreak(before);
        } else if (isBreak(point)) {
            hasBreaks = true;
            hasOuterSpace |= isFirst || isLast;
            hasSpaceBreak |= before == ' ';
        }
    }

    private static boolean isBlank(int point) {
        return point == ' ' || point == '\t';
    }

    static boolean isBreak(int point) {
        return point == '\n' || point == '\r' || point == 0x85 || point == 0x2028 || point == 0x2029;
    }

    static boolean isPrintable(int point) {
        return point == '\n'
                || (point >= ' ' && point <= '~')
                || (point >= 0xA0 && point <= 0xD7FF)
                || (point >= 0xE000 && point <= 0xFFFD && point != 0xFEFF);
    }

    /** @param isInFlow whether it stands between brackets */
    boolean isPlainAllowed(boolean isInFlow) {
        return !hasIndicators
                && !(isInFlow && hasFlowIndicators)
                && !hasBreaks
                && isSingleQuotedAllowed()
                && !hasOuterSpace;
    }

    boolean isSingleQuotedAllowed() {
        return !hasBreakSpace && isUnspecial();
    }

    boolean isBlockAllowed() {
        return !hasTrailingSpace && isUnspecial();
    }

    private boolean isUnspecial() {
        return !hasSpaceBreak && !hasSpecial;
    }
}
