package io.tocsin.core.template.set;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.template.Message;
import io.tocsin.core.template.Template;
import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.TemplateFile;
import io.tocsin.core.template.Templates;
import io.tocsin.core.template.html.EscaperFunctions;
import io.tocsin.core.template.html.HtmlEscaper;
import io.tocsin.core.template.run.BuiltinFunctions;
import io.tocsin.core.template.run.Limits;
import io.tocsin.core.template.run.Program;
import io.tocsin.core.template.syntax.Parser;
import io.tocsin.core.template.syntax.Tree;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.Value;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The built-in templates and those of files, as Go's text/template and html/template compile them. Immutable and
 * thread-safe; what it compiles is independent of it.
 *
 * @see "Upstream: template/template.go"
 */
public final class TemplateSet implements Templates {
    /** The original compiles the text of a setting under this name, and its built-in files too. */
    private static final String ANONYMOUS = "";

    private final Map<String, Tree> trees;
    private final Map<String, Function> textFunctions;
    private final Map<String, Function> htmlFunctions;
    private final Settings settings;

    /**
     * What is the same for all files.
     *
     * @param builtIn read before all files, under no name
     * @param functions that templates may call beside Go's own
     * @param dot what templates are told about a message
     * @param localZone what Go calls {@code Local}
     */
    public record Settings(
            List<TemplateFile> builtIn,
            Map<String, Function> functions,
            BiFunction<Message, ZoneId, Value> dot,
            ZoneId localZone,
            Limits limits) {
        public Settings {
            builtIn = List.copyOf(builtIn);
            functions = Collections.unmodifiableMap(new LinkedHashMap<>(functions));
            requireNonNull(dot, "dot");
            requireNonNull(localZone, "localZone");
            requireNonNull(limits, "limits");
        }

        private Settings forTrials() {
            return new Settings(builtIn, functions, dot, localZone, Limits.FOR_TRIALS);
        }
    }

    private TemplateSet(Map<String, Tree> trees, Map<String, Function> functions, Settings settings) {
        this.trees = trees;
        this.textFunctions = functions;
        this.htmlFunctions = new LinkedHashMap<>(functions);
        htmlFunctions.putAll(EscaperFunctions.ALL);
        this.settings = settings;
    }

    /**
     * @param files in the order in which they are read: a later definition of a name replaces an earlier one, unless there
     *     is nothing in it but white space
     * @throws TemplateException if one of them is no template
     */
    public static TemplateSet of(List<TemplateFile> files, Settings settings) throws TemplateException {
        Map<String, Function> functions = new LinkedHashMap<>(BuiltinFunctions.all());
        functions.putAll(settings.functions());
        Map<String, Tree> trees = new LinkedHashMap<>();
        for (TemplateFile file : settings.builtIn()) {
            trees.putAll(definitions(trees, Parser.parse(ANONYMOUS, file.text(), functions::containsKey)));
        }
        for (TemplateFile file : files) {
            trees.putAll(definitions(trees, Parser.parse(file.name(), file.text(), functions::containsKey)));
        }
        return new TemplateSet(trees, functions, settings);
    }

    /** Those of {@code parsed} that take their place beside {@code known}. */
    private static Map<String, Tree> definitions(Map<String, Tree> known, Map<String, Tree> parsed) {
        Map<String, Tree> definitions = new LinkedHashMap<>(parsed);
        definitions.values().removeIf(tree -> tree.isEmpty() && known.containsKey(tree.name()));
        return definitions;
    }

    @Override
    public Templates forTrials() {
        return new TemplateSet(trees, textFunctions, settings.forTrials());
    }

    @Override
    public Template text(String source) {
        try {
            Map<String, Tree> parsed = parse(source);
            return template(source, entry(parsed), definitions(trees, parsed), trees, textFunctions);
        } catch (TemplateException e) {
            return new BrokenTemplate(source, e);
        }
    }

    @Override
    public Template html(String source) {
        try {
            Map<String, Tree> parsed = parse(source);
            Map<String, Tree> all = new LinkedHashMap<>(trees);
            all.putAll(definitions(trees, parsed));
            all.put(ANONYMOUS, entry(parsed));
            Map<String, Tree> escaped = HtmlEscaper.escape(all, ANONYMOUS);
            return template(source, entry(escaped), escaped, Map.of(), htmlFunctions);
        } catch (TemplateException e) {
            return new BrokenTemplate(source, e);
        }
    }

    private Map<String, Tree> parse(String source) throws TemplateException {
        return Parser.parse(ANONYMOUS, source, textFunctions::containsKey);
    }

    private static Tree entry(Map<String, Tree> trees) {
        return requireNonNull(trees.get(ANONYMOUS), "the text itself");
    }

    private Template template(
            String source,
            Tree entry,
            Map<String, Tree> own,
            Map<String, Tree> shared,
            Map<String, Function> functions) {
        Program program = new Program(own, shared, functions, settings.localZone(), settings.limits());
        return new CompiledTemplate(source, entry, program, settings.dot());
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(trees.keySet());
    }

    @Override
    public Set<String> functions() {
        return Collections.unmodifiableSet(textFunctions.keySet());
    }
}
