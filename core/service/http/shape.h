// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/json.h"

#include <bitset>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace mathtts::http
{

/*! What is wrong with one value of a request. */
struct Problem {
    std::string pointer; ///< JSON pointer (RFC 6901) to the value; "/query/name" for a parameter of the address
    std::string message; ///< "must be a text"
};

struct Shape;

enum class Kind : std::uint8_t { text, integer, number, boolean, object, array, texts, any };

/*! What a value is, for the documentation. */
struct Type {
    Kind kind = Kind::any;
    const Shape *shape = nullptr;     ///< of an object
    std::shared_ptr<const Type> item; ///< of an array
};

/*! What is said about a member and asked of its value. The texts are literals. */
struct Rules {
    std::string_view about{};
    std::size_t shortest = 0;             ///< code points of a text, items of an array
    std::optional<std::size_t> longest{}; ///< likewise
    std::optional<double> least{};        ///< of a number
    std::optional<double> most{};         ///< of a number
    std::vector<std::string> choices{};   ///< the only texts that are allowed, when there are any
    std::string_view example{};           ///< as JSON
    std::string_view format{};            ///< of JSON Schema: "date-time", "password"
};

/*! Collects the problems of one request, and knows where it is. */
class Checker
{
public:
    void complain(std::string message) { m_problems.push_back({m_pointer, std::move(message)}); }
    /*! Goes to the member or item \a name until leave(); slashes and tildes are escaped. Returns what leave takes. */
    std::size_t enter(std::string_view name);
    void leave(std::size_t mark) { m_pointer.resize(mark); }
    [[nodiscard]] const std::vector<Problem> &problems() const { return m_problems; }

private:
    std::string m_pointer;
    std::vector<Problem> m_problems;
};

// Reading one value into a variable, with its rules. Each complains instead of throwing.
void readJson(yyjson_val *json, std::string &value, const Rules &rules, Checker &checker);
void readJson(yyjson_val *json, std::int64_t &value, const Rules &rules, Checker &checker);
void readJson(yyjson_val *json, int &value, const Rules &rules, Checker &checker);
void readJson(yyjson_val *json, double &value, const Rules &rules, Checker &checker);
void readJson(yyjson_val *json, bool &value, const Rules &rules, Checker &checker);
void readJson(yyjson_val *json, std::map<std::string, std::string> &value, const Rules &rules, Checker &checker);
void readJson(yyjson_val *json, RawJson &value, const Rules &rules, Checker &checker);

// The same from a parameter of the address or a field of a form.
void readText(std::string_view text, std::string &value, const Rules &rules, Checker &checker);
void readText(std::string_view text, std::int64_t &value, const Rules &rules, Checker &checker);
void readText(std::string_view text, int &value, const Rules &rules, Checker &checker);
void readText(std::string_view text, double &value, const Rules &rules, Checker &checker);
void readText(std::string_view text, bool &value, const Rules &rules, Checker &checker);

/*! One member of a described type; the functions take a pointer to the object, and the member's rules. */
struct Member {
    std::string_view name; ///< a literal
    Type type;
    Rules rules;
    bool required = false;
    std::function<void(void *object, yyjson_val *json, const Rules &rules, Checker &checker)> read;
    /*! Null for lists and objects. */
    std::function<void(void *object, std::string_view text, const Rules &rules, Checker &checker)> readText;
    std::function<bool(const void *object, std::string &out)> write; ///< false: there is nothing to write
};

/*! A described type: what requests and responses are made of. */
struct Shape {
    std::string name;
    std::string about;
    std::vector<Member> members;

    /*! A new member, as yet without its functions. */
    Member &add(std::string_view member, Type type, const Rules &rules, bool isRequired);

    void read(void *object, yyjson_val *json, Checker &checker) const;
    void write(const void *object, std::string &out) const;
    [[nodiscard]] const Member *find(std::string_view member) const;
};

template <typename T>
const Shape &shapeOf();

namespace detail
{

template <typename T>
inline constexpr bool isVector = false;
template <typename T>
inline constexpr bool isVector<std::vector<T>> = true;
template <typename T>
inline constexpr bool isOptional = false;
template <typename T>
inline constexpr bool isOptional<std::optional<T>> = true;

template <typename T>
concept Described = requires { T::shapeName; };

template <typename T>
Type typeOf()
{
    if constexpr (isOptional<T>)
        return typeOf<typename T::value_type>();
    else if constexpr (isVector<T>)
        return {Kind::array, nullptr, std::make_shared<const Type>(typeOf<typename T::value_type>())};
    else if constexpr (Described<T>)
        return {Kind::object, &shapeOf<T>(), nullptr};
    else if constexpr (std::is_same_v<T, std::string>)
        return {Kind::text, nullptr, nullptr};
    else if constexpr (std::is_same_v<T, bool>)
        return {Kind::boolean, nullptr, nullptr};
    else if constexpr (std::is_integral_v<T>)
        return {Kind::integer, nullptr, nullptr};
    else if constexpr (std::is_same_v<T, double>)
        return {Kind::number, nullptr, nullptr};
    else if constexpr (std::is_same_v<T, RawJson>)
        return {Kind::any, nullptr, nullptr};
    else
        return {Kind::texts, nullptr, nullptr};
}

void checkCount(std::size_t count, const Rules &rules, Checker &checker);
void appendTexts(std::string &out, const std::map<std::string, std::string> &texts);

template <typename T>
void read(yyjson_val *json, T &value, const Rules &rules, Checker &checker)
{
    if constexpr (isOptional<T>) {
        if (!yyjson_is_null(json)) read(json, value.emplace(), rules, checker);
    } else if constexpr (isVector<T>) {
        if (!yyjson_is_arr(json)) return checker.complain("must be a list");
        checkCount(yyjson_arr_size(json), rules, checker);
        if (rules.longest && yyjson_arr_size(json) > *rules.longest) return;
        yyjson_arr_iter items = yyjson_arr_iter_with(json);
        std::size_t index = 0;
        while (yyjson_val *item = yyjson_arr_iter_next(&items)) {
            const std::size_t mark = checker.enter(std::to_string(index++));
            static const Rules none;
            read(item, value.emplace_back(), none, checker);
            checker.leave(mark);
        }
    } else if constexpr (Described<T>) {
        shapeOf<T>().read(&value, json, checker);
    } else {
        readJson(json, value, rules, checker);
    }
}

template <typename T>
void readParameter(std::string_view text, T &value, const Rules &rules, Checker &checker)
{
    if constexpr (isOptional<T>)
        readText(text, value.emplace(), rules, checker);
    else
        readText(text, value, rules, checker);
}

template <typename T>
inline constexpr bool fitsParameter = std::is_same_v<T, std::string> || std::is_arithmetic_v<T>;
template <typename T>
inline constexpr bool fitsParameter<std::optional<T>> = fitsParameter<T>;

/*! False when there is nothing to write. */
template <typename T>
bool write(const T &value, std::string &out)
{
    if constexpr (isOptional<T>) {
        return value && write(*value, out);
    } else if constexpr (isVector<T>) {
        out += '[';
        for (const auto &item : value) {
            if (out.back() != '[') out += ',';
            write(item, out);
        }
        out += ']';
    } else if constexpr (Described<T>) {
        shapeOf<T>().write(&value, out);
    } else if constexpr (std::is_same_v<T, std::map<std::string, std::string>>) {
        appendTexts(out, value);
    } else if constexpr (std::is_same_v<T, std::string>) {
        appendJson(out, std::string_view(value));
    } else {
        appendJson(out, value);
    }
    return true;
}

} // namespace detail

/*! What T::describe gets: names the members of T. */
template <typename T>
class Describer
{
public:
    explicit Describer(Shape &shape)
        : m_shape(shape)
    {
    }

    /*! A member that must be there. */
    template <typename Value, typename Owner>
    Describer &required(std::string_view name, Value Owner::*member, const Rules &rules = {})
    {
        return add(name, member, rules, true);
    }

    /*! A member that may be left out: it keeps the value that the type gives it. */
    template <typename Value, typename Owner>
    Describer &optional(std::string_view name, Value Owner::*member, const Rules &rules = {})
    {
        return add(name, member, rules, false);
    }

private:
    template <typename Value, typename Owner> // T or what it derives from
    Describer &add(std::string_view name, Value Owner::*member, const Rules &rules, bool isRequired)
    {
        Member &added = m_shape.add(name, detail::typeOf<Value>(), rules, isRequired);
        added.read = [member](void *object, yyjson_val *json, const Rules &asked, Checker &checker) {
            detail::read(json, static_cast<T *>(object)->*member, asked, checker);
        };
        if constexpr (detail::fitsParameter<Value>)
            added.readText = [member](void *object, std::string_view text, const Rules &asked, Checker &checker) {
                detail::readParameter(text, static_cast<T *>(object)->*member, asked, checker);
            };
        added.write = [member](const void *object, std::string &out) {
            return detail::write(static_cast<const T *>(object)->*member, out);
        };
        return *this;
    }

    Shape &m_shape;
};

/*!
 * The description of T, made once. T has a static shapeName and a static describe:
 *
 *   struct Point {
 *       int x = 0;
 *       static constexpr auto shapeName = "Point";
 *       static void describe(Describer<Point> &d) { d.required("x", &Point::x, {.about = "To the right"}); }
 *   };
 */
template <typename T>
const Shape &shapeOf()
{
    static const Shape shape = [] {
        Shape made{.name = T::shapeName, .about = {}, .members = {}};
        Describer<T> describer{made};
        T::describe(describer);
        return made;
    }();
    return shape;
}

/*! The value of a described type as JSON. */
template <detail::Described T>
std::string toJson(const T &value)
{
    std::string out;
    shapeOf<T>().write(&value, out);
    return out;
}

} // namespace mathtts::http
