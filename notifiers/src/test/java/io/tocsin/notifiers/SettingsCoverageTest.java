package io.tocsin.notifiers;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.Configuration;
import io.tocsin.core.config.IntegrationType;
import io.tocsin.core.config.ReceiverConfig.ConfiguredIntegration;
import io.tocsin.notifiers.settings.SecretOrFile;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every setting of every integration stands in the recordings of {@code status-golden} with at least two values, of which
 * one is the default, and has its line in {@code docs/configuration.md}.
 */
final class SettingsCoverageTest {
    /** Where the key is not the component's name in lower case with underscores. */
    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("http", "http_config"),
            Map.entry("tls", "tls_config"),
            Map.entry("alertClass", "class"),
            Map.entry("isShort", "short"),
            Map.entry("RocketchatAction.imageUrl", "imageurl"),
            Map.entry("RocketchatAction.isWebView", "iswebview"),
            Map.entry("RocketchatAction.webviewHeightRatio", "webviewheightratio"),
            Map.entry("RocketchatAction.message", "msg"),
            Map.entry("RocketchatAction.messageInChatWindow", "msginchatwindow"),
            Map.entry("RocketchatAction.messageProcessingType", "msgprocessingtype"));

    /** Records whose keys stand among those of the record that holds them. */
    private static final Set<String> INLINED = Set.of("RocketchatConfig.attachment", "MattermostConfig.main");

    static Stream<IntegrationType<?>> types() {
        return Integrations.types().stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void recordings_everySetting_hasItsDefaultAndAnotherValue(IntegrationType<?> type) throws Exception {
        Map<RecordComponent, Set<@Nullable Object>> values = new LinkedHashMap<>();
        for (Object settings : settingsOf(type)) {
            collect(settings, values);
        }
        assertThat(values).isNotEmpty();
        assertThat(values.entrySet())
                .filteredOn(entry -> entry.getValue().size() < 2)
                .extracting(entry -> nameOf(entry.getKey()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void document_everySetting_hasItsLine(IntegrationType<?> type) throws Exception {
        String section = sectionOf(type.yamlKey());
        Map<RecordComponent, Set<@Nullable Object>> values = new LinkedHashMap<>();
        for (Object settings : settingsOf(type)) {
            collect(settings, values);
        }
        assertThat(values.keySet().stream()
                        .filter(component -> !INLINED.contains(nameOf(component)))
                        .map(component -> keyOf(component))
                        .filter(key -> !section.contains("`" + key + "`")))
                .isEmpty();
        assertThat(values.keySet().stream()
                        .filter(component -> component.getType() == SecretOrFile.class)
                        .map(component -> keyOf(component) + "_file")
                        .filter(key -> !section.contains("`" + key + "`")))
                .isEmpty();
    }

    private static List<Object> settingsOf(IntegrationType<?> type) {
        List<Object> settings = new ArrayList<>();
        ConfigurationStatusGoldenTest.names().forEach(name -> {
            Configuration configuration = ConfigurationStatusGoldenTest.configuration(name);
            configuration.receivers().stream()
                    .flatMap(receiver -> receiver.integrations().stream())
                    .filter(integration -> integration.type().equals(type))
                    .map(ConfiguredIntegration::config)
                    .forEach(settings::add);
        });
        return settings;
    }

    /** Goes into records of the integration's own. */
    private static void collect(@Nullable Object value, Map<RecordComponent, Set<@Nullable Object>> values)
            throws ReflectiveOperationException {
        if (value instanceof Collection<?> elements) {
            for (Object element : elements) {
                collect(element, values);
            }
        } else if (value instanceof Record && isOurs(value.getClass())) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                var accessor = component.getAccessor();
                accessor.setAccessible(true);
                Object inner = accessor.invoke(value);
                RecordComponent key = values.keySet().stream()
                        .filter(known -> nameOf(known).equals(nameOf(component)))
                        .findFirst()
                        .orElse(component);
                values.computeIfAbsent(key, absent -> new HashSet<>()).add(inner);
                collect(inner, values);
            }
        }
    }

    private static boolean isOurs(Class<?> type) {
        return type.getPackageName().startsWith("io.tocsin.notifiers.")
                && type != SecretOrFile.class
                && !type.getSimpleName().equals("Smarthost");
    }

    private static String nameOf(RecordComponent component) {
        return component.getDeclaringRecord().getSimpleName() + "." + component.getName();
    }

    private static String keyOf(RecordComponent component) {
        String snake = component.getName().replaceAll("([A-Z0-9]+)", "_$1").toLowerCase(Locale.ROOT);
        String key = KEYS.getOrDefault(component.getName(), snake.replace("sigv_4", "sigv4"));
        return KEYS.getOrDefault(nameOf(component), key);
    }

    private static String sectionOf(String key) throws IOException {
        String document = Files.readString(Path.of("..", "docs", "configuration.md"));
        String title = "\n## `" + key + "`\n";
        assertThat(document).contains(title);
        String rest = document.substring(document.indexOf(title) + title.length());
        return rest.substring(0, rest.indexOf("\n## "));
    }
}
