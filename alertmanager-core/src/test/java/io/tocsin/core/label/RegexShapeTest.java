package io.tocsin.core.label;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.lang.reflect.Field;
import java.util.BitSet;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Holds what is foretold from a pattern's text against the program that the port makes of it. */
final class RegexShapeTest {
    private static final int ALT = 1;
    private static final int ALT_MATCH = 2;
    private static final int CAPTURE = 3;
    private static final int EMPTY_WIDTH = 4;
    private static final int FAIL = 5;
    private static final int MATCH = 6;
    private static final int NOP = 7;

    /** The group and the anchors that go around every pattern. */
    private static final int AROUND = 5;

    private static final String[] PIECES = {
        "a", "b", "[ab]", "[[:alpha:]]", ".", "\\pL", "\\x41", "\\101", "\\bb", "\\b", "^", "$", "|", "|", "(", "(?:",
        "(?i:", "(?P<n>", ")", ")", ")", "*", "+", "?", "??", "*?", "{2}", "{0,3}", "{2,}", "{3,5}", "{0}", "{0,1}",
        "{,2}", "\\Qab\\E", "(?i)", "(a|)", "(?:a|b|ab|abc|)", "(?:a?)", "(?:b*c?)", "(?:^a|^b|^c)", "(?:a*b|a*c)"
    };

    @Test
    void shape_random_isNeverTooSmall() throws ReflectiveOperationException {
        Random random = new Random(20261129);
        int compiled = 0;
        int deep = 0;
        for (int i = 0; i < 40_000; i++) {
            String source = IntStream.range(0, 1 + random.nextInt(14))
                    .mapToObj(piece -> PIECES[random.nextInt(PIECES.length)])
                    .collect(Collectors.joining());
            Program program;
            try {
                program = Program.of("^(?:" + source + ")$");
            } catch (PatternSyntaxException ignored) {
                continue;
            }
            compiled++;
            RegexShape shape = RegexLimits.shapeOf(source);
            assertThat((long) program.longestWay()).as(source).isLessThanOrEqualTo(shape.longestWay() + AROUND);
            assertThat((long) program.size()).as(source).isLessThanOrEqualTo(shape.size() + AROUND);
            deep += program.longestWay() > 8 ? 1 : 0;
        }
        assertThat(compiled).isGreaterThan(8_000);
        assertThat(deep).isGreaterThan(500);
    }

    /** The port keeps its program to itself. */
    private static final class Program {
        /** One after the other: kind, next, other. */
        private final int[][] parts;

        private final int start;

        private Program(Object[] instructions, int size, int start) throws ReflectiveOperationException {
            this.start = start;
            this.parts = new int[size][];
            for (int i = 0; i < size; i++) {
                parts[i] = new int[] {
                    (int) get(instructions[i], "op"),
                    (int) get(instructions[i], "out"),
                    (int) get(instructions[i], "arg")
                };
            }
        }

        static Program of(String source) throws ReflectiveOperationException {
            Object program = get(get(Pattern.compile(source), "re2"), "prog");
            return new Program(
                    (Object[]) get(program, "inst"), (int) get(program, "instSize"), (int) get(program, "start"));
        }

        private static Object get(Object of, String name) throws ReflectiveOperationException {
            Field field = of.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(of);
        }

        int size() {
            return parts.length;
        }

        /** As deep as Machine.add goes when every assertion holds. */
        int longestWay() {
            int longest = depth(start, new BitSet());
            for (int[] part : parts) {
                if (part[0] > NOP) {
                    longest = Math.max(longest, depth(part[1], new BitSet()));
                }
            }
            return longest;
        }

        private int depth(int at, BitSet seen) {
            int kind = parts[at][0];
            if (seen.get(at) || kind == FAIL || kind == MATCH || kind > NOP) {
                return 0;
            }
            seen.set(at);
            return switch (kind) {
                case ALT, ALT_MATCH -> 1 + Math.max(depth(parts[at][1], seen), depth(parts[at][2], seen));
                case CAPTURE, EMPTY_WIDTH, NOP -> 1 + depth(parts[at][1], seen);
                default -> throw new AssertionError("kind: " + kind);
            };
        }
    }
}
