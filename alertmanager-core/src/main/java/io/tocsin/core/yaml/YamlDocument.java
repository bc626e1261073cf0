package io.tocsin.core.yaml;

import io.tocsin.core.yaml.Problem.Original;
import io.tocsin.core.yaml.Problem.Stage;
import java.util.Optional;
import java.util.OptionalInt;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads the text of a YAML file into its tree of values.
 *
 * <p>Only the first document of a stream counts, as in the original; more of them are a warning. Bounds: text of
 * {@value #CODE_POINTS_MAX} code points, {@value #DEPTH_MAX} levels, {@value #VALUES_MAX} values once aliases are
 * followed.
 *
 * @see "Upstream: gopkg.in/yaml.v2 UnmarshalStrict"
 */
public final class YamlDocument {
    static final int CODE_POINTS_MAX = 16 * 1024 * 1024;
    static final int DEPTH_MAX = 400;
    static final int VALUES_MAX = 2_000_000;

    /** Enough for a hand-written file; each repair reads the text again. */
    private static final int REPAIRS_MAX = 500;

    private final String file;
    private final Problems problems;

    private YamlDocument(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /**
     * @param file how problems name the file
     * @param text all of it, a byte order mark allowed
     * @return the root, which is a null value for a file without content; empty after a problem
     */
    public static Optional<YamlNode> read(String file, String text, Problems problems) {
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return new YamlDocument(file, problems).read(plain);
    }

    private Optional<YamlNode> read(String text) {
        if (text.codePointCount(0, text.length()) > CODE_POINTS_MAX) {
            refuse(
                    start(),
                    "the file has more than " + CODE_POINTS_MAX + " characters",
                    "is this the right file?",
                    "yaml: document too large");
            return Optional.empty();
        }
        Optional<Node> root = compose(text);
        if (root.isEmpty()) {
            return problems.hasErrors() ? Optional.empty() : Optional.of(YamlNode.empty(start(), problems));
        }
        return AliasCheck.check(root.get())
                        .map(problem -> refuse(root.get(), problem))
                        .isPresent()
                ? Optional.empty()
                : Optional.of(YamlNode.root(file, root.get(), problems));
    }

    private Position start() {
        return new Position(file, 1, 1);
    }

    /** Empty for a text without a document and after a problem. */
    private Optional<Node> compose(String original) {
        String text = original;
        for (int repairs = 0; ; repairs++) {
            try {
                return composeFirst(text);
            } catch (MarkedYAMLException e) {
                Optional<String> repaired = repairs < REPAIRS_MAX ? TabRepair.repair(text, e) : Optional.empty();
                if (repaired.isEmpty()) {
                    report(SyntaxProblem.of(e));
                    return Optional.empty();
                }
                text = repaired.get();
            } catch (YAMLException e) {
                report(SyntaxProblem.of(e, text));
                return Optional.empty();
            }
        }
    }

    private Optional<Node> composeFirst(String text) {
        Composer composer = Snake.composer(text);
        if (!composer.checkNode()) {
            return Optional.empty();
        }
        Node root = composer.getNode();
        nextDocumentLine(composer).ifPresent(this::warnOfMoreDocuments);
        return Optional.of(root);
    }

    /** The original never looks behind the first document, so what is wrong there is no error. */
    private static OptionalInt nextDocumentLine(Composer composer) {
        try {
            return composer.checkNode()
                    ? OptionalInt.of(composer.getNode().getStartMark().getLine() + 1)
                    : OptionalInt.empty();
        } catch (MarkedYAMLException e) {
            return OptionalInt.of(
                    e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1);
        } catch (YAMLException e) {
            return OptionalInt.of(1);
        }
    }

    private void warnOfMoreDocuments(int line) {
        problems.warning(
                new Position(file, line, 1),
                "",
                "a second YAML document starts before this line; everything after the first document is ignored",
                "remove the line \"---\" or the rest of the file.");
    }

    private void report(SyntaxProblem problem) {
        refuse(
                new Position(file, problem.line(), problem.column()),
                problem.message(),
                problem.hint(),
                problem.original());
    }

    private boolean refuse(Node root, AliasCheck.Finding finding) {
        refuse(Snake.position(file, finding.node().orElse(root)), finding.message(), "", finding.original());
        return true;
    }

    private void refuse(Position position, String message, String hint, String original) {
        problems.error(position, "", message, hint, new Original(Stage.SYNTAX, original));
    }
}
