package io.tocsin.notifiers.settings;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.ConfigDurations;
import io.tocsin.core.config.ConfigUrls;
import io.tocsin.core.config.DecodeContext;
import io.tocsin.core.config.GoUrl;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.IntegrationGlobals;
import io.tocsin.core.config.Secret;
import io.tocsin.core.config.TemplateUse;
import io.tocsin.core.config.TemplateUse.Kind;
import io.tocsin.core.config.TlsConfig;
import io.tocsin.core.config.TlsConfigDecoder;
import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.run.BuiltinFunctions;
import io.tocsin.core.template.syntax.Parser;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of one mapping: an element of an integration's list, a record inside of one, or {@code global}.
 *
 * <p>An absent key has the default that is asked for. A key without a value is empty, zero or false, never the default,
 * as in the original. Problems are recorded with their place; a value that has one counts as absent.
 *
 * <p>Contradictions are looked for by {@link #check}s, which run when all keys were asked for: at {@link #result}, and
 * in {@code global} at once.
 */
public final class SettingsReader {
    /** What the original calls most records where a key is unknown. */
    private static final String PLAIN = "config.plain";

    private static final Set<String> GO_FUNCTIONS = BuiltinFunctions.all().keySet();
    private static final String POINTERS = "[]*";
    private static final BigInteger COUNT_MAX = BigInteger.valueOf(Integer.MAX_VALUE);

    private final YamlMapping mapping;
    private final String integration;
    private final Stage stage;
    private final @Nullable DecodeContext context;
    private final List<Runnable> checks = new ArrayList<>();

    private SettingsReader(YamlMapping mapping, String integration, Stage stage, @Nullable DecodeContext context) {
        this.mapping = requireNonNull(mapping, "mapping");
        this.integration = requireNonNull(integration, "integration");
        this.stage = stage;
        this.context = context;
    }

    /** @param integration its name, as in its default templates: {@code slack} */
    public static SettingsReader ofElement(String integration, YamlMapping element, DecodeContext context) {
        return new SettingsReader(element, integration, Stage.VALUE, context);
    }

    /** For the keys in {@code global} that belong to {@code integration}. */
    public static SettingsReader ofGlobal(String integration, YamlMapping global) {
        return new SettingsReader(global, integration, Stage.WHOLE, null);
    }

    /** {@code send_resolved}. */
    public boolean sendResolved(boolean fallback) {
        return flag("send_resolved", fallback);
    }

    /** {@code http_config}; the global one, as a whole, where it is absent or null. Of elements only. */
    public HttpConfig http() {
        return requireNonNull(context, "context").http(mapping);
    }

    /** Text, empty if there is none. */
    public String text(String key) {
        return text(key, "");
    }

    public String text(String key, String fallback) {
        return mapping.text(key, fallback);
    }

    /** A template whose default calls the built-in one of the integration and the key: {@code slack.default.title}. */
    public String template(String key) {
        return template(key, key);
    }

    /** As {@link #template(String)}, for a built-in template of another name than the key. */
    public String template(String key, String name) {
        return templated(key, builtIn(name));
    }

    /** A template, empty if there is none. */
    public String templated(String key) {
        return templated(key, "");
    }

    public String templated(String key, String fallback) {
        return templateOf(key, text(key, fallback));
    }

    /** As {@link #required}, of a template. */
    public String requiredTemplate(String key, String hint, String original) {
        return templateOf(key, required(key, hint, original));
    }

    /** A list of templates. */
    public List<String> templates(String key) {
        List<String> templates = new ArrayList<>();
        mapping.elements(key, "[]string").forEach(element -> templates.add(mark(element)));
        return List.copyOf(templates);
    }

    /** As {@link #textMap}, its values templates. */
    public Map<String, String> templatedMap(String key) {
        Map<String, String> templates = new LinkedHashMap<>();
        mapping.get(key)
                .ifPresent(node ->
                        node.entries("map[string]string").forEach((name, value) -> templates.put(name, mark(value))));
        return templates;
    }

    /** A map of anything, nulls included, in file order, whose values are templates or have them inside, keys included. */
    public Map<String, @Nullable Object> templatedTrees(String key) {
        Map<String, @Nullable Object> trees = new LinkedHashMap<>();
        mapping.get(key)
                .ifPresent(node -> node.entries("map[string]interface {}")
                        .forEach((name, value) -> trees.put(name, templatedTree(value))));
        return trees;
    }

    /** As {@link #templatedTree(YamlNode)}; null if there is none. */
    public @Nullable Object templatedTree(String key) {
        return mapping.get(key).map(this::templatedTree).orElse(null);
    }

    /** Anything, nulls included, all of whose texts are templates, keys included. */
    public @Nullable Object templatedTree(YamlNode node) {
        node.eachText(this::mark, value -> mark(value, Kind.YAML, value.text().orElse("")));
        return node.tree();
    }

    /**
     * What the original has against a template that it parses when it reads the configuration, where it knows the functions
     * of Go alone; it parses most templates only when it sends.
     */
    public static Optional<String> syntaxProblem(String template) {
        try {
            var unused = Parser.parse("", template, GO_FUNCTIONS::contains);
            return Optional.empty();
        } catch (TemplateException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** As {@link #templateOf(String, Kind, String)}, of a text. */
    public String templateOf(String key, String template) {
        return templateOf(key, Kind.TEXT, template);
    }

    /** Marks {@code template}, which follows from {@code key} however absent that is, as a template that is to be proved. */
    public String templateOf(String key, Kind kind, String template) {
        mark(mapping.at(key), kind, template);
        return template;
    }

    /** As {@link #templateOf(String, String)}, of a secret; what a file holds is not looked at. */
    public SecretOrFile templatedSecret(String key, SecretOrFile template) {
        Secret secret = template.secret();
        if (secret != null) {
            mark(mapping.at(key), Kind.SECRET, secret.reveal());
        }
        return template;
    }

    private String mark(YamlNode node) {
        String template = node.text().orElse("");
        mark(node, Kind.TEXT, template);
        return template;
    }

    private void mark(YamlNode node, Kind kind, String template) {
        requireNonNull(context, "context").templates().add(new TemplateUse(node, template, kind));
    }

    /** A call of the integration's built-in template {@code name}. */
    public String builtIn(String name) {
        return "{{ template \"" + integration + ".default." + name + "\" . }}";
    }

    public boolean flag(String key, boolean fallback) {
        return mapping.flag(key, fallback);
    }

    /** True, false or, for an absent key and a null, neither. */
    public Optional<Boolean> choice(String key) {
        return mapping.present(key).flatMap(YamlNode::flag);
    }

    /** A whole number of at least 0; more than an int holds counts as the largest int. */
    public int count(String key, int fallback) {
        Optional<YamlNode> node = mapping.get(key);
        return node.isEmpty()
                ? fallback
                : node.get()
                        .unsignedNumber()
                        .map(count -> count.min(COUNT_MAX).intValue())
                        .orElse(0);
    }

    /** Any whole number of 64 bits; 0 if there is none. */
    public long number(String key, String goType) {
        return mapping.get(key).flatMap(node -> node.wholeNumber(goType)).orElse(0L);
    }

    /** A duration in the grammar of most of the file, with days and more; zero if there is none. */
    public Duration longDuration(String key) {
        return mapping.get(key).flatMap(ConfigDurations::prometheus).orElse(Duration.ZERO);
    }

    /** A duration in Go's grammar, such as a {@code timeout}; without a unit it counts nanoseconds. */
    public Duration duration(String key, Duration fallback) {
        Optional<YamlNode> node = mapping.get(key);
        return node.isEmpty()
                ? fallback
                : node.get().isNull()
                        ? Duration.ZERO
                        : ConfigDurations.go(node.get()).orElse(Duration.ZERO);
    }

    /** As {@link #duration}, but a number needs its unit too. */
    public Duration durationWithUnit(String key, Duration fallback, String goType) {
        Optional<YamlNode> node = mapping.get(key);
        return node.isEmpty()
                ? fallback
                : ConfigDurations.goWithUnit(node.get(), goType).orElse(Duration.ZERO);
    }

    public List<String> texts(String key) {
        return mapping.texts(key);
    }

    /** A map of texts in file order. */
    public Map<String, String> textMap(String key) {
        return mapping.textEntries(key);
    }

    /** A {@code tls_config}, its files relative to the working directory; null if there is none. */
    public @Nullable TlsConfig tls(String key) {
        return TlsConfigDecoder.ofWorkingDirectory().decode(mapping, key).orElse(null);
    }

    /** An http or https URL that is no secret; null if there is none. */
    public @Nullable GoUrl url(String key) {
        return urlOf(mapping.get(key));
    }

    /** As {@link #url(String)}; what {@code global} holds where there is none. */
    public @Nullable GoUrl inheritedUrl(String key, @Nullable GoUrl global) {
        GoUrl url = url(key);
        return url == null ? global : url;
    }

    /** As {@link #inheritedUrl}, its path ending in a slash. */
    public @Nullable GoUrl inheritedUrlWithSlash(String key, @Nullable GoUrl global) {
        GoUrl url = inheritedUrl(key, global);
        return url == null ? null : url.withSlash();
    }

    /**
     * As {@link #url(String, String)}, its path ending in a slash. Deviation D-052: the original shows the slash only if a
     * receiver takes the URL over.
     */
    public @Nullable GoUrl urlWithSlash(String key, String fallback) {
        GoUrl url = url(key, fallback);
        return url == null ? null : url.withSlash();
    }

    /** As {@link #url(String)}; an absent key, and a wrong value, are {@code fallback}, one without a value is null. */
    public @Nullable GoUrl url(String key, String fallback) {
        Optional<YamlNode> node = mapping.get(key);
        if (node.isPresent() && node.get().isNull()) {
            return null;
        }
        GoUrl url = urlOf(node);
        return url == null ? GoUrl.parse(fallback) : url;
    }

    private static @Nullable GoUrl urlOf(Optional<YamlNode> node) {
        return node.flatMap(present -> ConfigUrls.http(present, "")).orElse(null);
    }

    /** Refuses an element without a URL that the original looks for in {@code global} too. */
    public void requireUrl(String key, @Nullable GoUrl url, String globalKey, String original) {
        if (url == null) {
            check(() -> errorOfWhole(
                    key,
                    "no \"" + key + "\", neither here nor in \"global\"",
                    "add one here, or \"" + globalKey + "\" under \"global\".",
                    original));
        }
    }

    /** Text that must not be shown; null if it is absent or empty. */
    public @Nullable Secret secret(String key) {
        Secret secret = writtenSecret(key);
        return secret == null || secret.isEmpty() ? null : secret;
    }

    private @Nullable Secret writtenSecret(String key) {
        return mapping.present(key)
                .flatMap(node -> node.text("config.plain"))
                .map(Secret::of)
                .orElse(null);
    }

    /** An http or https URL that must not be shown, or the mask that stands for one in the status. */
    public @Nullable Secret secretUrl(String key) {
        Optional<YamlNode> node = mapping.present(key);
        boolean isMask = node.filter(present -> !present.isList() && !present.isMapping())
                .flatMap(YamlNode::text)
                .equals(Optional.of(Secret.MASK));
        return isMask
                ? Secret.of(Secret.MASK)
                : node.flatMap(present -> ConfigUrls.http(present, ""))
                        .map(url -> Secret.of(url.text()))
                        .orElse(null);
    }

    /** The keys {@code key} and {@code key_file}, of which at most one may be given. */
    public SecretOrFile secretOrFile(String key) {
        return exclusive(key, secret(key));
    }

    /** As {@link #secretOrFile}, of a secret that may be empty, and then is one nevertheless. */
    public SecretOrFile writtenSecretOrFile(String key) {
        return exclusive(key, writtenSecret(key));
    }

    /**
     * As {@link #secretOrFile}, each of the two by itself taken from {@code global} where it is absent. So a global secret
     * is used instead of a file that is named here, as in the original, which a warning says.
     *
     * @param globalKey the key in {@code global}: {@code opsgenie_api_key}
     */
    public SecretOrFile secretOrFileFilledFrom(String key, SecretOrFile global, String globalKey) {
        SecretOrFile own = secretOrFile(key);
        if (own.secret() == null && own.file() != null && global.secret() != null) {
            warning(
                    key + "_file",
                    "has no effect: \"" + globalKey + "\" in \"global\" is used",
                    "write \"" + globalKey + "_file\" there instead of \"" + globalKey + "\", or \"" + key
                            + "\" here.");
        }
        SecretOrFile filled = own.filledFrom(global);
        // Deviation D-201: the original keeps, and shows, the file that is not read.
        return filled.secret() == null ? filled : SecretOrFile.of(filled.secret());
    }

    /** As {@link #secretOrFile}, of a URL as {@link #secretUrl} reads it. */
    public SecretOrFile secretUrlOrFile(String key) {
        return exclusive(key, secretUrl(key));
    }

    /** As {@link #secretOrFile}, of a secret that the caller has read under {@code key}; null if there is none. */
    public SecretOrFile exclusive(String key, @Nullable Secret secret) {
        String fileKey = key + "_file";
        Optional<String> file = mapping.text(fileKey);
        if (secret != null && file.isPresent()) {
            check(() -> refuseBoth(key, fileKey, "at most one of " + key + " & " + fileKey + " must be configured"));
        }
        return new SecretOrFile(secret, file.orElse(null));
    }

    /** Path of a file, as it is written; null if there is none. */
    public @Nullable String file(String key) {
        return mapping.text(key).orElse(null);
    }

    /** Refuses an element in which neither {@code key} nor {@code key_file} says where to post. */
    public void requireEither(String key, boolean isGiven) {
        if (!isGiven) {
            check(() -> errorOfAll(
                    "expected \"" + key + "\" or \"" + key + "_file\", got neither",
                    "add \"" + key + ": https://host/path\".",
                    "one of " + key + " or " + key + "_file must be configured"));
        }
    }

    /** Records that two keys exclude each other. */
    public void refuseBoth(String key, String other, String original) {
        error(
                other,
                "\"" + other + "\" excludes \"" + key + "\"; expected at most one of them",
                "remove one of the two.",
                original);
    }

    /** Text that must not be absent or empty. */
    public String required(String key, String hint, String original) {
        String text = text(key);
        if (text.isEmpty()) {
            check(() -> error(key, "\"" + key + "\" is missing", hint, original));
        }
        return text;
    }

    /**
     * Records of a list, each read by {@code reader}.
     *
     * <p>What a null among them is follows from the type: without the star a record whose keys are all absent, as in the
     * original. Deviation D-006: with the star, which stands for what can be missing, an error.
     *
     * @param goListType what the original calls the list: {@code []*config.SlackField}, {@code []config.PagerdutyLink}
     */
    public <T> List<T> list(String key, String goListType, Function<SettingsReader, Optional<T>> reader) {
        String goType = goListType.startsWith(POINTERS) ? PLAIN : goListType.substring("[]".length());
        return list(key, goListType, goType, reader);
    }

    /** @param goType what the original calls the type of one record where a key is unknown */
    public <T> List<T> list(
            String key, String goListType, String goType, Function<SettingsReader, Optional<T>> reader) {
        boolean mayBeMissing = goListType.startsWith(POINTERS);
        return mapping.elements(key, goListType).stream()
                .filter(element -> !mayBeMissing || isThere(element))
                .map(element -> record(element.isNull() ? element.withoutKeys() : element, goType, reader))
                .flatMap(Optional::stream)
                .toList();
    }

    private boolean isThere(YamlNode element) {
        if (element.isNull()) {
            element.error(
                    "expected a mapping, got nothing",
                    "remove the empty element.",
                    Stage.VALUE,
                    "missing element in " + integration + " config");
        }
        return !element.isNull();
    }

    /** A record under one key; empty if it is absent, and after a problem. */
    public <T> Optional<T> record(String key, Function<SettingsReader, Optional<T>> reader) {
        return record(key, PLAIN, reader);
    }

    /** @param goType what the original calls the record where a key is unknown */
    public <T> Optional<T> record(String key, String goType, Function<SettingsReader, Optional<T>> reader) {
        return mapping.present(key).flatMap(node -> record(node, goType, reader));
    }

    /** A record that is one of the values of a key. */
    public <T> Optional<T> record(YamlNode node, String goType, Function<SettingsReader, Optional<T>> reader) {
        return node.mapping(goType, inner -> reader.apply(new SettingsReader(inner, integration, stage, context)));
    }

    /** Whether the key is there with a value. */
    public boolean has(String key) {
        return mapping.present(key).isPresent();
    }

    /** The value under a key, for what is read in no ordinary way. */
    public Optional<YamlNode> node(String key) {
        return mapping.get(key);
    }

    /** A path relative to the folder of the configuration file, as the files in {@code http_config} are. Of elements only. */
    public String besideConfiguration(String path) {
        return requireNonNull(context, "context").httpDecoder().besideConfiguration(path);
    }

    /**
     * Looks for a contradiction, unless something else is wrong with the mapping that may be the reason for it.
     *
     * @param check records what it finds
     */
    public void check(Runnable check) {
        if (context == null) {
            check.run();
        } else {
            checks.add(check);
        }
    }

    /**
     * Records a contradiction.
     *
     * @param key where; the mapping itself if the key is absent
     * @param hint one concrete fix; empty for none
     * @param original what the original says
     */
    public void error(String key, String message, String hint, String original) {
        mapping.at(key).error(message, hint, stage, original);
    }

    /** As {@link #error}, of the mapping itself. */
    public void errorOfAll(String message, String hint, String original) {
        mapping.self().error(message, hint, stage, original);
    }

    /**
     * As {@link #error}, for what the original finds when it applies {@code global} to the receivers. Nothing is recorded
     * if {@code global} has errors, which may be the reason.
     */
    public void errorOfWhole(String key, String message, String hint, String original) {
        YamlNode place = mapping.at(key);
        boolean isGlobalSound = place.problems().errors().stream()
                .noneMatch(problem -> problem.path().startsWith("global"));
        if (isGlobalSound) {
            place.error(message, hint, Stage.WHOLE, original);
        }
    }

    /** @param hint one concrete fix; empty for none */
    public void warning(String key, String message, String hint) {
        mapping.at(key).warning(message, hint);
    }

    /** What was read; empty if anything about it is wrong. */
    public <T> Optional<T> result(T settings) {
        if (mapping.isSound()) {
            checks.forEach(Runnable::run);
        }
        return mapping.hasErrors() ? Optional.empty() : Optional.of(requireNonNull(settings, "settings"));
    }

    /** As {@link #result}, of settings that are only made if nothing in the file is wrong: they may count on all checks. */
    public <T> Optional<T> made(Supplier<T> settings) {
        Optional<Supplier<T>> sound = result(settings);
        boolean isSound = mapping.isSound() && !mapping.self().problems().hasErrors();
        return isSound ? sound.map(Supplier::get) : Optional.empty();
    }

    /** What {@code global} holds for the integration, as its type has decoded it. Of elements only. */
    public <G extends IntegrationGlobals> G globals(Class<G> type) {
        return requireNonNull(context, "context").globals(integration, type);
    }
}
