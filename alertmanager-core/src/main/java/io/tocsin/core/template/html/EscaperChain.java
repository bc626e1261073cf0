package io.tocsin.core.template.html;

import io.tocsin.core.template.html.Context.Delimiter;
import io.tocsin.core.template.syntax.Node;
import io.tocsin.core.template.syntax.Node.Command;
import io.tocsin.core.template.syntax.Node.Identifier;
import io.tocsin.core.template.syntax.Node.Pipeline;
import io.tocsin.core.template.syntax.NodeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts what the context of an action asks for at the end of its pipeline. */
final class EscaperChain {
    private static final String HTML = "html";
    private static final String QUERY = "urlquery";

    /** What an author may write at the end of a pipeline does the work of these. */
    private static final Map<String, String> AUTHORS_OWN = Map.of(
            HTML,
            HTML,
            QUERY,
            QUERY,
            Escaper.ATTRIBUTE.function(),
            HTML,
            Escaper.HTML.function(),
            HTML,
            Escaper.RCDATA.function(),
            HTML,
            Escaper.URL.function(),
            QUERY,
            Escaper.URL_NORMALIZER.function(),
            QUERY);

    /** Behind these nothing is left for {@link Escaper#ATTRIBUTE} to escape. */
    private static final Set<String> SAFE_IN_ATTRIBUTES = Set.of(
            Escaper.COMMENT.function(),
            Escaper.STYLE.function(),
            Escaper.SCRIPT_REGEXP.function(),
            Escaper.SCRIPT_STRING.function(),
            Escaper.SCRIPT_TEMPLATE.function());

    private EscaperChain() {}

    /**
     * The pipeline of {@code action} with the escapers that {@code context} asks for.
     *
     * @throws MarkupException if there are none, or the author's are misplaced
     */
    static Pipeline extend(Context context, Node.Action action) throws MarkupException {
        Pipeline pipeline = action.pipeline();
        rejectMisplaced(context, pipeline);
        List<String> added = escapers(context, action).stream()
                .map(Escaper::function)
                .collect(Collectors.toCollection(ArrayList::new));
        List<Command> commands = new ArrayList<>(pipeline.commands());
        takeAuthorsOwn(commands, added, pipeline.offset());
        Set<String> present = commands.stream()
                .map(EscaperChain::function)
                .map(EscaperChain::work)
                .collect(Collectors.toSet());
        for (String function : added) {
            if (!present.contains(work(function)) && !isRedundant(commands, function)) {
                commands.add(call(function, pipeline.offset()));
            }
        }
        return new Pipeline(pipeline.offset(), pipeline.line(), false, pipeline.variables(), commands);
    }

    private static void rejectMisplaced(Context context, Pipeline pipeline) throws MarkupException {
        boolean isUnquoted = context.state() == State.ATTRIBUTE && context.delimiter() == Delimiter.SPACE_OR_TAG_END;
        int last = pipeline.commands().size() - 1;
        for (int i = 0; i <= last; i++) {
            String function = function(pipeline.commands().get(i));
            boolean isHtml = function.equals(HTML);
            if ((isHtml || function.equals(QUERY)) && (i < last || isHtml && isUnquoted)) {
                throw new MarkupException("predefined escaper \"" + function + "\" disallowed in template");
            }
        }
    }

    private static List<Escaper> escapers(Context context, Node.Action action) throws MarkupException {
        List<Escaper> escapers = new ArrayList<>(byState(context, action));
        switch (context.delimiter()) {
            case NONE -> {}
            case SPACE_OR_TAG_END -> escapers.add(Escaper.UNQUOTED_ATTRIBUTE);
            case DOUBLE_QUOTE, SINGLE_QUOTE -> escapers.add(Escaper.ATTRIBUTE);
        }
        return escapers;
    }

    private static List<Escaper> byState(Context context, Node.Action action) throws MarkupException {
        return switch (context.state()) {
            case TEXT -> List.of(Escaper.HTML);
            case TAG, ATTRIBUTE_NAME, AFTER_NAME, BEFORE_VALUE -> List.of(Escaper.ATTRIBUTE_NAME_FILTER);
            case RCDATA -> List.of(Escaper.RCDATA);
            case ATTRIBUTE, META_CONTENT, DEAD -> List.of();
            case META_CONTENT_URL -> List.of(Escaper.URL_FILTER);
            case SRCSET -> List.of(Escaper.SRCSET);
            case SCRIPT -> List.of(Escaper.SCRIPT_VALUE);
            case SCRIPT_DOUBLE_QUOTED, SCRIPT_SINGLE_QUOTED -> List.of(Escaper.SCRIPT_STRING);
            case SCRIPT_TEMPLATE -> List.of(Escaper.SCRIPT_TEMPLATE);
            case SCRIPT_REGEXP -> List.of(Escaper.SCRIPT_REGEXP);
            case STYLE -> List.of(Escaper.STYLE_FILTER);
            case URL, STYLE_DOUBLE_QUOTED_URL, STYLE_SINGLE_QUOTED_URL, STYLE_URL ->
                url(context, action, Escaper.URL_NORMALIZER);
            // Strings of style sheets are often URLs.
            case STYLE_DOUBLE_QUOTED, STYLE_SINGLE_QUOTED -> url(context, action, Escaper.STYLE);
            case HTML_COMMENT,
                    SCRIPT_BLOCK_COMMENT,
                    SCRIPT_LINE_COMMENT,
                    SCRIPT_HTML_OPEN_COMMENT,
                    SCRIPT_HTML_CLOSE_COMMENT,
                    STYLE_BLOCK_COMMENT,
                    STYLE_LINE_COMMENT -> List.of(Escaper.COMMENT);
        };
    }

    private static List<Escaper> url(Context context, Node.Action action, Escaper beforeQuery) throws MarkupException {
        return switch (context.urlPart()) {
            case NONE -> List.of(Escaper.URL_FILTER, beforeQuery);
            case PRE_QUERY -> List.of(beforeQuery);
            case QUERY_OR_FRAGMENT -> List.of(Escaper.URL);
            case UNKNOWN ->
                throw new MarkupException(NodeText.of(action) + " appears in an ambiguous context within a URL");
        };
    }

    /** An escaper that the author has written at the end takes the place of the first added one that does the same. */
    private static void takeAuthorsOwn(List<Command> commands, List<String> added, int offset) {
        Command last = commands.get(commands.size() - 1);
        String function = function(last);
        if (!function.equals(HTML) && !function.equals(QUERY)) {
            return;
        }
        if (commands.size() == 1 && last.operands().size() > 1) {
            // {{ html a b }} is {{ a b | html }}, whose arguments have to be put together by something.
            List<Node.Operand> operands = new ArrayList<>(last.operands());
            operands.set(0, new Identifier(operands.get(0).offset(), Escaper.ARGUMENTS.function()));
            commands.set(0, new Command(last.offset(), operands));
            commands.add(call(function, offset));
        }
        boolean isAdded = added.stream().anyMatch(name -> work(name).equals(function));
        if (isAdded) {
            added.replaceAll(name -> work(name).equals(function) ? function : name);
            commands.remove(commands.size() - 1);
        }
    }

    private static boolean isRedundant(List<Command> commands, String function) {
        String last = commands.isEmpty() ? "" : function(commands.get(commands.size() - 1));
        return function.equals(Escaper.ATTRIBUTE.function()) && SAFE_IN_ATTRIBUTES.contains(last)
                || function.equals(Escaper.HTML.function()) && last.equals(Escaper.COMMENT.function());
    }

    private static Command call(String function, int offset) {
        return new Command(offset, List.of(new Identifier(offset, function)));
    }

    /** The function that {@code command} calls; empty if it calls none by name. */
    private static String function(Command command) {
        return command.operands().get(0) instanceof Identifier identifier ? identifier.name() : "";
    }

    private static String work(String function) {
        return AUTHORS_OWN.getOrDefault(function, function);
    }
}
