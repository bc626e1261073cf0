package io.tocsin.core.yaml;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ImplicitTuple;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;
import org.yaml.snakeyaml.scanner.Scanner;
import org.yaml.snakeyaml.scanner.ScannerImpl;

/** How this package sets up SnakeYAML. */
final class Snake {
    /** The tag of a plain scalar without a tag of its own: its type is decided by {@link GoScalar}. */
    static final Tag PLAIN = new Tag("plain");

    private Snake() {}

    static Composer composer(String text) {
        LoaderOptions options = options();
        return new Composer(new TextTagParser(scanner(text)), new PlainResolver(), options);
    }

    static Scanner scanner(String text) {
        return new ScannerImpl(new StreamReader(text), options());
    }

    static Position position(String file, Node node) {
        return new Position(
                file, node.getStartMark().getLine() + 1, node.getStartMark().getColumn() + 1);
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(YamlDocument.CODE_POINTS_MAX);
        options.setNestingDepthLimit(YamlDocument.DEPTH_MAX);
        // AliasCheck bounds what aliases expand to, which is what matters.
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        return options;
    }

    /** As in the original, a scalar behind a lone {@code !} is a text, whatever it looks like. */
    private static final class TextTagParser extends ParserImpl {
        TextTagParser(Scanner scanner) {
            super(scanner);
        }

        @Override
        public Event getEvent() {
            Event event = super.getEvent();
            return event instanceof ScalarEvent scalar && "!".equals(scalar.getTag()) ? text(scalar) : event;
        }

        private static ScalarEvent text(ScalarEvent scalar) {
            return new ScalarEvent(
                    scalar.getAnchor(),
                    Tag.STR.getValue(),
                    new ImplicitTuple(false, false),
                    scalar.getValue(),
                    scalar.getStartMark(),
                    scalar.getEndMark(),
                    scalar.getScalarStyle());
        }
    }

    /** Keeps plain scalars apart from quoted and tagged ones, and guesses no types. */
    private static final class PlainResolver extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            // None: see GoScalar.
        }

        @Override
        public Tag resolve(NodeId kind, String value, boolean implicit) {
            return kind == NodeId.scalar && implicit ? PLAIN : super.resolve(kind, value, false);
        }
    }
}
