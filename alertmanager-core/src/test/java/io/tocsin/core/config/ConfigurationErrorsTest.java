package io.tocsin.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.ConfigurationResult.Refused;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every error of a configuration, with its place and the words of the original. The latter were asked of amtool
 * 0.33.1 check-config, except for those marked as ours.
 */
final class ConfigurationErrorsTest {

    /** @param at line, column and path of the problem; its text follows */
    record Case(String text, String at, String original) {
        @Override
        public String toString() {
            return original + " <- " + text.replace('\n', ' ');
        }
    }

    private static Case global(String global, String at, String original) {
        return new Case("global: {" + global + "}\nroute: {receiver: a}\nreceivers: [{name: a}]", at, original);
    }

    private static Case route(String route, String at, String original) {
        return new Case("receivers: [{name: a}]\nroute:\n  receiver: a\n  " + route, at, original);
    }

    private static Case receiver(String receiver, String at, String original) {
        return new Case("route: {receiver: a}\nreceivers:\n- name: a\n" + receiver, at, original);
    }

    private static String type(int line, String text) {
        return "yaml: unmarshal errors:\n  line " + line + ": " + text;
    }

    static Case[] wholeFile() {
        return new Case[] {
            new Case("", "1:1: the file is empty", "no route provided in config"),
            new Case("- a", "1:1: expected a mapping, got a list", type(1, "cannot unmarshal !!seq into config.plain")),
            new Case(
                    "foo",
                    "1:1: expected a mapping, got a text",
                    type(1, "cannot unmarshal !!str `foo` into config.plain")),
            new Case("receivers: [{name: a}]", "1:1: no route provided", "no routes provided"),
            new Case("route:\nreceivers: [{name: a}]", "1:7: route: no route provided", "no routes provided"),
            new Case(
                    "route: {receiver: a}",
                    "1:19: route.receiver: undefined receiver \"a\"; the file defines none",
                    "undefined receiver \"a\" used in route"),
            new Case(
                    "route: {receiver: Team}\nreceivers: [{name: team}]",
                    "1:19: route.receiver: undefined receiver \"Team\"; expected one of: team",
                    "undefined receiver \"Team\" used in route"),
            new Case(
                    "route: {receiver: a}\nreceiver: [{name: a}]\nreceivers: [{name: a}]",
                    "2:1: receiver: unknown key \"receiver\"",
                    type(2, "field receiver not found in type config.plain")),
            new Case(
                    "route: {receiver: a}\nreceivers: {name: a}",
                    "2:12: receivers: expected a list, got a mapping",
                    type(2, "cannot unmarshal !!map into []config.Receiver")),
            new Case(
                    "route: {receiver: a}\nreceivers: [{name: a}]\nroute: {receiver: a}",
                    "3:1: route: duplicate key \"route\"",
                    type(3, "field route already set in type config.plain")),
        };
    }

    static Case[] globals() {
        return new Case[] {
            global(
                    "foo: 1",
                    "1:10: global.foo: unknown key \"foo\"",
                    type(1, "field foo not found in type config.plain")),
            global(
                    "resolve_timeout: 5",
                    "1:27: global.resolve_timeout: expected a duration such as \"30s\" or \"1h30m\", got \"5\"",
                    "not a valid duration string: \"5\""),
            global(
                    "resolve_timeout: [1]",
                    "1:27: global.resolve_timeout: expected a string, got a list",
                    type(1, "cannot unmarshal !!seq into string")),
            new Case(
                    "global: []\nroute: {receiver: a}\nreceivers: [{name: a}]",
                    "1:9: global: expected a mapping, got a list",
                    type(1, "cannot unmarshal !!seq into config.plain")),
        };
    }

    static Case[] routes() {
        return new Case[] {
            route("bar: 1", "4:3: route.bar: unknown key \"bar\"", type(4, "field bar not found in type config.plain")),
            route(
                    "group_wait: 30 sec",
                    "4:15: route.group_wait: expected a duration",
                    "unknown unit \" sec\" in duration \"30 sec\""),
            route("group_wait: ''", "4:15: route.group_wait: expected a duration", "empty duration string"),
            route("group_wait: 300y", "4:15: route.group_wait: expected at most 292y", "duration out of range"),
            route(
                    "group_wait: -5s",
                    "4:15: route.group_wait: expected a duration",
                    "not a valid duration string: \"-5s\""),
            route(
                    "group_interval: 0s",
                    "4:19: route.group_interval: expected a duration longer than 0",
                    "group_interval cannot be zero"),
            route(
                    "repeat_interval: 0",
                    "4:20: route.repeat_interval: expected a duration longer than 0",
                    "repeat_interval cannot be zero"),
            route(
                    "group_by: x",
                    "4:13: route.group_by: expected a list, got \"x\"",
                    type(4, "cannot unmarshal !!str `x` into []string")),
            route(
                    "group_by: [[x]]",
                    "4:14: route.group_by[0]: expected a string, got a list",
                    type(4, "cannot unmarshal !!seq into string")),
            route(
                    "group_by: [x, y, x]",
                    "4:20: route.group_by[2]: duplicate label \"x\"",
                    "duplicated label \"x\" in group_by"),
            route(
                    "group_by: [x, '']",
                    "4:17: route.group_by[1]: invalid label name \"\"",
                    "invalid label name \"\" in group_by list"),
            route(
                    "group_by: [x, ...]",
                    "4:13: route.group_by: \"...\" groups by all labels",
                    "cannot have wildcard group_by (`...`) and other labels at the same time"),
            route(
                    "matchers: [a=b]",
                    "4:13: route.matchers: the root route must match all alerts",
                    "root route must not have any matchers"),
            route(
                    "match: {a: b}",
                    "4:10: route.match: the root route must match all alerts",
                    "root route must not have any matchers"),
            route(
                    "match_re: {a: b}",
                    "4:13: route.match_re: the root route must match all alerts",
                    "root route must not have any matchers"),
            route(
                    "continue: true",
                    "4:13: route.continue: the root route has no sibling",
                    "cannot have continue in root route"),
            route(
                    "continue: x",
                    "4:13: route.continue: expected true or false, got \"x\"",
                    type(4, "cannot unmarshal !!str `x` into bool")),
            route(
                    "routes: {}",
                    "4:11: route.routes: expected a list, got a mapping",
                    type(4, "cannot unmarshal !!map into []*config.Route")),
            route(
                    "routes: [x]",
                    "4:12: route.routes[0]: expected a mapping, got a text",
                    type(4, "cannot unmarshal !!str `x` into config.plain")),
            // Ours: the original crashes.
            route("routes: [null]", "4:12: route.routes[0]: expected a route, got nothing", "missing route"),
            route(
                    "routes: [{receiver: b}]",
                    "4:23: route.routes[0].receiver: undefined receiver \"b\"",
                    "undefined receiver \"b\" used in route"),
            route(
                    "routes: [{match: {'a b': x}}]",
                    "4:28: route.routes[0].match[\"a b\"]: invalid label name \"a b\"",
                    "invalid label name \"a b\""),
            route(
                    "routes: [{match: [x]}]",
                    "4:20: route.routes[0].match: expected a mapping, got a list",
                    type(4, "cannot unmarshal !!seq into map[string]string")),
            route(
                    "routes: [{match: {a: b, a: c}}]",
                    "4:27: route.routes[0].match.a: duplicate key \"a\"",
                    type(4, "key \"a\" already set in map")),
            route(
                    "routes: [{match_re: {a: }}]",
                    "4:26: route.routes[0].match_re.a: expected a regular expression, got nothing",
                    "invalid regexp value for \"a\""),
            route(
                    "routes: [{match_re: {a: '('}}]",
                    "4:27: route.routes[0].match_re.a: expected a regular expression, got one",
                    "error parsing regexp: missing closing ): `^(?:()$`"),
            route(
                    "routes: [{matchers: a=b}]",
                    "4:23: route.routes[0].matchers: expected a list, got \"a=b\"",
                    type(4, "cannot unmarshal !!str `a=b` into []string")),
            route(
                    "routes: [{matchers: {a: b}}]",
                    "4:23: route.routes[0].matchers: expected a list, got a mapping",
                    type(4, "cannot unmarshal !!map into []string")),
            route(
                    "routes: [{matchers: [a]}]",
                    "4:25: route.routes[0].matchers[0]: expected matchers such as",
                    "bad matcher format: a"),
            route(
                    "routes: [{matchers: ['a=~(']}]",
                    "route.routes[0].matchers[0]: expected matchers such as",
                    "error parsing regexp: missing closing ): `^(?:()$`"),
            route(
                    "routes: [{mute_time_intervals: [x]}]",
                    "4:35: route.routes[0].mute_time_intervals[0]: undefined time interval \"x\"; the file defines none",
                    "undefined time interval \"x\" used in route"),
            route(
                    "labels: {'': b}",
                    "4:16: route.labels[\"\"]: invalid label name \"\"",
                    "invalid label name \"\" in route labels"),
            route(
                    "labels: {a: [b]}",
                    "4:15: route.labels.a: expected a string, got a list",
                    type(4, "cannot unmarshal !!seq into string")),
            new Case(
                    "receivers: [{name: a}]\nroute: {group_wait: 1s}",
                    "2:8: route: the root route needs a receiver",
                    "root route must specify a default receiver"),
            new Case(
                    "receivers: [{name: a}]\nroute: {receiver: ''}",
                    "2:19: route.receiver: the root route needs a receiver",
                    "root route must specify a default receiver"),
            new Case(
                    "receivers: [{name: a}]\nroute: {receiver: [a]}",
                    "2:19: route.receiver: expected a string, got a list",
                    type(2, "cannot unmarshal !!seq into string")),
        };
    }

    static Case[] receivers() {
        return new Case[] {
            receiver("- {}", "4:3: receivers[1]: a receiver needs a name", "missing name in receiver"),
            receiver("- name: ''", "4:9: receivers[1].name: a receiver needs a name", "missing name in receiver"),
            receiver(
                    "- name: [b]",
                    "4:9: receivers[1].name: expected a string, got a list",
                    type(4, "cannot unmarshal !!seq into string")),
            receiver(
                    "- name: a",
                    "4:9: receivers[1].name: duplicate receiver \"a\"; line 3 has it already",
                    "notification config name \"a\" is not unique"),
            receiver(
                    "- x",
                    "4:3: receivers[1]: expected a mapping, got a text",
                    type(4, "cannot unmarshal !!str `x` into config.plain")),
            receiver(
                    "- {name: b, labels: {name: c}}",
                    "4:21: receivers[1].labels: the label \"name\" is the receiver's name \"b\", got \"c\"",
                    "receiver label \"name\" must match receiver name \"b\", got \"c\""),
            receiver(
                    "  webhook_config: []",
                    "4:3: receivers[0].webhook_config: unknown key \"webhook_config\"",
                    type(4, "field webhook_config not found in type config.plain")),
            receiver(
                    "  webhook_configs: {}",
                    "4:20: receivers[0].webhook_configs: expected a list, got a mapping",
                    type(4, "cannot unmarshal !!map into []*webhook.Settings")),
            receiver(
                    "  webhook_configs: [~]",
                    "4:21: receivers[0].webhook_configs[0]: expected the settings of a webhook integration, got nothing",
                    "missing webhook config"),
            receiver(
                    "  webhook_configs: [{foo: 1}]",
                    "4:22: receivers[0].webhook_configs[0].foo: unknown key \"foo\"",
                    type(4, "field foo not found in type webhook.plain")),
            receiver(
                    "  slack_configs: [{channel: x}]",
                    "4:3: receivers[0].slack_configs: unknown key \"slack_configs\"",
                    type(4, "field slack_configs not found in type config.plain")),
        };
    }

    private static void check(Case broken) {
        Refused refused = Decoding.refuse(broken.text());
        assertThat(refused.report().lines().toList().get(0))
                .startsWith(Decoding.FILE)
                .contains(broken.at());
        assertThat(refused.errors()).hasSize(1);
        assertThat(refused.originalText()).isEqualTo(broken.original());
    }

    /** Names that are missing for another reason are no second error. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "route: {receiver: a}\nreciever: [{name: a}]",
                "route: {receiver: a}\nrecievers: [{name: a}]",
                "route: {receiver: a}\nreceivers: [a]",
                "route: {receiver: a}\nreceivers: [{naem: a}]",
                "route: {receiver: a}\nreceivers: [{name: [a]}]"
            })
    void decode_receiversThatCannotBeRead_areNotCalledUndefined(String text) {
        assertThat(Decoding.refuse(text).report()).doesNotContain("undefined receiver");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"wholeFile", "globals", "routes", "receivers"})
    void decode_broken_isLocatedInBothWordings(Case broken) {
        check(broken);
    }
}
