#include <algorithm>
#include <cmath>
#include <memory>
#include <set>
#include <stdexcept>
#include <unordered_set>

#include <fmt/format.h>

#include "models/data/unreadable_file.h"
#include "models/networks/checkpoints/contents.h"
#include "models/networks/checkpoints/torch_tensor.h"
#include "solvers/text.h"

namespace odelia {
namespace {

using Kind = PickleValue::Kind;
using Json = nlohmann::ordered_json;

// No honest file nests deeper, has longer names, more tensors, or objects of more attributes; steps
// bound the time where objects share what is in them.
constexpr int kDeepest = 64;
constexpr size_t kLongestName = 1024, kMostTensors = 200'000, kMostAttributes = 256,
                 kMostSteps = 20'000'000;
constexpr size_t kMostExtras = 200, kLongestText = 200, kMostArgumentValues = 2000;

bool scalar(const PickleValue& v) {
  return v.is(Kind::none) || v.is(Kind::truth) || v.is(Kind::whole) || v.is(Kind::real) ||
         v.is(Kind::text) || v.is(Kind::bytes) || v.is(Kind::big);
}

/// What a dictionary, or a record that was filled like one, holds; else null.
const std::vector<std::pair<PickleValue, PickleValue>>* entries_of(const PickleValue& v) {
  if (v.is(Kind::dictionary) || (v.is(Kind::record) && !v.object->entries.empty()))
    return &v.object->entries;
  return nullptr;
}

std::string shown(std::string_view text) {
  if (text.size() > kLongestText) return fmt::format("<{} bytes of text>", text.size());
  return is_utf8(text) ? std::string(text) : printable(std::string(text));
}

std::string name_of(const PickleValue& name) {
  return printable(fmt::format("{}.{}", name.object->items[0].text, name.object->items[1].text));
}

/// The meta dictionary of an object of EDM's torch_utils.persistence, whose source it holds too.
const PickleValue* persistent_meta(const PickleValue& v) {
  if (!v.is(Kind::record) || !v.object->called.is(Kind::name)) return nullptr;
  const auto& called = v.object->called.object->items;
  const auto& arguments = v.object->arguments.object->items;
  if (!called[0].text.ends_with("persistence") || called[1].text != "_reconstruct_persistent_obj")
    return nullptr;
  const auto* entries = arguments.size() == 1 ? entries_of(arguments[0]) : nullptr;
  return entries && entries->size() <= kMostAttributes ? &arguments[0] : nullptr;
}

/// The class of a record, as it is listed.
std::string class_of(const PickleValue& record) {
  if (const auto* meta = persistent_meta(record)) {
    const auto* name = meta->find("class_name");
    return name && name->is(Kind::text) ? printable(std::string(name->text)) : "unnamed";
  }
  if (record.object->called.is(Kind::name)) return name_of(record.object->called);
  return "what a call returned, called";
}

/// The attributes of an object: what its state would have set.
const PickleValue* state_of(const PickleValue& v) {
  if (const auto* meta = persistent_meta(v)) return meta->find("state");
  return v.is(Kind::record) && v.object->has_state ? &v.object->state : nullptr;
}

/// The attributes of a torch.nn.Module; null if it is something else.
const PickleValue* module_state(const PickleValue& v) {
  const PickleValue* state = state_of(v);
  const auto* entries = state ? entries_of(*state) : nullptr;
  return entries && entries->size() <= kMostAttributes && state->find("_parameters") &&
                 state->find("_modules")
             ? state
             : nullptr;
}

/// What the parts of a key say about the weights under it.
std::string role_of(const std::string& key) {
  std::string lower = key;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (lower.find("ema") != std::string::npos || lower.find("shadow_params") != std::string::npos)
    return "ema";
  lower = lower.substr(lower.rfind('.') + 1);  // all of it, where there is no dot
  for (const char* name : {"", "model", "net", "net_model", "network", "unet", "state_dict",
                           "model_state_dict", "module", "params", "weights"})
    if (lower == name) return "model";
  return "";
}

/// A part that is being put together, whose names may not come twice.
struct Draft {
  CheckpointPart part;
  std::set<std::string> names = {};
};

class Walk {
 public:
  Walk(TorchArchive archive, const std::string& path)
      : tensors_(std::make_shared<const TorchTensors>(std::move(archive), path)), path_(path) {}

  CheckpointContents run() {
    out_.format = tensors_->archive().format;
    visit(tensors_->archive().pickle->root(), "", 0);
    for (auto& part : out_.parts)
      if (!part.named) name_list(part);
    return std::move(out_);
  }

 private:
  [[noreturn]] void refuse(const std::string& what) const {
    throw UnreadableFile(fmt::format(
        "{}: not a checkpoint that can be read: {}; get or write the file again", path_, what));
  }

  /// Every object once, or what holds itself would never end.
  bool first_visit(const PickleValue& v) {
    return v.object == nullptr || seen_.insert(v.object).second;
  }

  std::string joined(const std::string& key, const PickleValue& to) const {
    std::string name = to.is(Kind::text)    ? std::string(to.text)
                       : to.is(Kind::whole) ? std::to_string(to.whole)
                                            : "?";
    if (!is_utf8(name)) refuse("a key that is not UTF-8");
    if (!key.empty()) name = key + "." + name;
    if (name.size() > kLongestName) refuse(fmt::format("a name of {} bytes", name.size()));
    return name;
  }

  void step() {
    if (++steps_ > kMostSteps) refuse(fmt::format("it takes more than {} steps", kMostSteps));
  }

  void visit(const PickleValue& v, const std::string& key, int depth) {
    step();
    if (depth > kDeepest) refuse(fmt::format("it is nested more than {} deep", kDeepest));
    if (scalar(v) || v.is(Kind::name)) return extra(key, v);
    // Weights under two keys are both parts; anything else is looked at once.
    if (!first_visit(v) && !part_objects_.count(v.object)) return;
    if (tensors_->find(v, key)) {
      if (!key.empty()) return count_tensor(v);
      Draft draft{{.role = "model"}};
      add(draft, "tensor", v);
      return finish(std::move(draft), v);
    }
    if (module_state(v)) return module_part(v, key);
    if (v.is(Kind::list) || v.is(Kind::tuple) || v.is(Kind::set)) return visit_list(v, key, depth);
    if (v.is(Kind::persistent)) return static_cast<void>(++out_.opaque["a persistent id"]);
    if (v.is(Kind::record)) {
      ++out_.opaque[class_of(v)];
      if (const auto* state = state_of(v)) visit(*state, key, depth + 1);
      if (!persistent_meta(v)) rest(v.object->arguments), rest(v.object->keywords);
      if (!v.object->items.empty()) visit_list(v, key, depth);
    }
    const auto* entries = entries_of(v);
    if (!entries) return;
    if (v.find("state") && v.find("param_groups")) {  // an optimizer
      for (const auto& [name, value] : *entries) rest(value);
      return;
    }
    if (is_state_dict(*entries, key)) return dictionary_part(v, *entries, key, depth);
    for (const auto& [name, value] : *entries)
      if (!name.is(Kind::text) || !name.text.starts_with("_init_"))  // said by the rest
        visit(value, joined(key, name), depth + 1);
  }

  void visit_list(const PickleValue& v, const std::string& key, int depth) {
    const auto& items = v.object->items;
    const auto is_tensor = [&](const PickleValue& item) {
      return tensors_->find(item, key).has_value();
    };
    if (role_of(key) == "ema" && !items.empty() &&
        std::all_of(items.begin(), items.end(), is_tensor)) {
      Draft draft{{.key = key, .role = "ema", .named = false}};
      for (size_t i = 0; i < items.size(); ++i) add(draft, std::to_string(i), items[i]);
      return finish(std::move(draft), v);
    }
    if (items.empty()) return;
    if (items.size() <= 16 && std::all_of(items.begin(), items.end(), scalar)) return extra(key, v);
    for (size_t i = 0; i < items.size(); ++i)
      if (!scalar(items[i])) visit(items[i], fmt::format("{}[{}]", key, i), depth + 1);
  }

  bool is_state_dict(const std::vector<std::pair<PickleValue, PickleValue>>& entries,
                     const std::string& key) const {
    size_t tensors = 0, containers = 0;
    for (const auto& [name, value] : entries) {
      containers += value.is(Kind::list) || entries_of(value) != nullptr;
      tensors += name.is(Kind::text) && tensors_->find(value, joined(key, name)).has_value();
    }
    // One that holds models may hold a counter as a tensor besides.
    return tensors > 0 && tensors >= 8 * containers && 2 * tensors >= entries.size();
  }

  void dictionary_part(const PickleValue& v,
                       const std::vector<std::pair<PickleValue, PickleValue>>& entries,
                       const std::string& key, int depth) {
    Draft draft{{.key = key, .role = role_of(key)}};
    for (const auto& [name, value] : entries) {
      if (name.is(Kind::text) && tensors_->find(value, key))
        add(draft, joined("", name), value);
      else
        visit(value, joined(key, name), depth + 1);
    }
    finish(std::move(draft), v);
  }

  void module_part(const PickleValue& v, const std::string& key) {
    Draft draft{{.key = key, .role = role_of(key), .class_name = class_of(v)}};
    CheckpointPart& part = draft.part;
    const PickleValue& state = *module_state(v);
    if (const auto* keywords = state.find("_init_kwargs"); keywords && entries_of(*keywords)) {
      size_t values = 0;
      part.arguments = to_json(*keywords, 0, values);
      if (const auto* positional = state.find("_init_args"))
        if (positional->is(Kind::tuple) && !positional->object->items.empty())
          part.arguments["args"] = to_json(*positional, 0, values);
    } else {
      for (const auto& [name, value] : *entries_of(state))
        if (scalar(value)) extra(joined(key, name), value);
    }
    collect(v, "", draft, 0);
    if (part.tensors.empty())
      ++out_.opaque[part.class_name];
    else
      finish(std::move(draft), v);
  }

  /// The parameters and buffers of a module and of those inside it, named as its state_dict() would.
  void collect(const PickleValue& module, const std::string& prefix, Draft& draft, int depth) {
    step();
    if (depth > kDeepest) refuse(fmt::format("modules are nested more than {} deep", kDeepest));
    const PickleValue& state = *module_state(module);
    ++draft.part.classes[class_of(module)];
    std::set<std::string_view> passing;  // buffers that a state_dict leaves out
    if (const auto* names = state.find("_non_persistent_buffers_set")) {
      const auto* from = names->is(Kind::record) && !names->object->arguments.object->items.empty()
                             ? &names->object->arguments.object->items[0]
                             : names;
      if (from->is(Kind::set) || from->is(Kind::list))
        for (const auto& name : from->object->items) step(), passing.insert(name.text);
    }
    for (const char* group : {"_parameters", "_buffers"}) {
      const PickleValue* found = state.find(group);
      const auto* entries = found ? entries_of(*found) : nullptr;
      if (!entries) continue;
      first_visit(*found);
      for (const auto& [name, value] : *entries) {
        step();
        if (value.is(Kind::none) || (group[1] == 'b' && passing.count(name.text))) continue;
        const std::string full = prefix + joined("", name);
        if (tensors_->find(value, full))
          add(draft, full, value);
        else
          rest(value);
      }
    }
    if (const auto* modules = entries_of(*state.find("_modules"))) {
      first_visit(*state.find("_modules"));
      for (const auto& [name, value] : *modules) {
        step();
        if (value.is(Kind::none)) continue;
        if (!module_state(value)) {
          rest(value);
          continue;
        }
        first_visit(value);
        collect(value, prefix + joined("", name) + ".", draft, depth + 1);
      }
    }
    if (first_visit(state)) {
      for (const auto& [name, value] : *entries_of(state)) rest(value);
    }
  }

  void add(Draft& draft, const std::string& name, const PickleValue& v) {
    if (name.empty() || name.size() > kLongestName)
      refuse(fmt::format("a tensor's name of {} bytes", name.size()));
    if (++listed_ > kMostTensors) refuse(fmt::format("more than {} tensors", kMostTensors));
    if (!draft.names.insert(name).second)
      refuse(fmt::format("the name '{}' comes twice", printable(name)));
    const auto found = tensors_->find(v, name);
    first_visit(v);
    const auto read = [tensors = tensors_, view = *found, name] {
      return tensors->read(view, name);
    };
    draft.part.tensors.push_back({name, found->dtype, found->shape, read});
  }

  void finish(Draft draft, const PickleValue& v) {
    part_objects_.insert(v.object);
    out_.parts.push_back(std::move(draft.part));
  }

  void count_tensor(const PickleValue& v) {
    const auto found = tensors_->find(v, "");
    int64_t n = 1;
    for (const int64_t size : found->shape) n *= size;
    ++out_.other_tensors;
    __builtin_add_overflow(out_.other_numbers, n, &out_.other_numbers);
  }

  /// Counts the tensors and the opaque records below a value that is of no further interest.
  void rest(const PickleValue& from) {
    std::vector<PickleValue> open{from};
    while (!open.empty()) {
      const PickleValue v = open.back();
      open.pop_back();
      step();
      if (!v.object || v.is(Kind::name) || seen_.count(v.object)) continue;
      if (!counted_.insert(v.object).second) continue;  // may still turn out to be weights
      if (tensors_->find(v, "")) {
        count_tensor(v);
        continue;
      }
      if (v.is(Kind::record)) ++out_.opaque[class_of(v)];
      for (const auto& item : v.object->items) open.push_back(item);
      for (const auto& [name, value] : v.object->entries) open.push_back(value);
      for (const auto* part : {&v.object->arguments, &v.object->keywords, &v.object->state})
        open.push_back(*part);
    }
  }

  void extra(const std::string& key, const PickleValue& v) {
    if (key.empty() || v.is(Kind::none)) return;
    if (out_.extras.size() >= kMostExtras) return static_cast<void>(++out_.extras_left_out);
    size_t values = 0;
    out_.extras.emplace_back(key, to_json(v, 0, values));
  }

  /// Numbers, texts, lists and dictionaries as JSON; what JSON lacks as text.
  Json to_json(const PickleValue& v, int depth, size_t& values) const {
    if (++values > kMostArgumentValues || depth > 8) return "...";
    switch (v.kind) {
      case Kind::none:
        return nullptr;
      case Kind::truth:
        return v.whole != 0;
      case Kind::whole:
        return v.whole;
      case Kind::real:
        if (std::isfinite(v.real)) return v.real;
        return std::isnan(v.real) ? "nan" : v.real > 0 ? "inf" : "-inf";
      case Kind::big:
        return fmt::format("<a number of {} bytes>", v.text.size());
      case Kind::text:
        return shown(v.text);
      case Kind::bytes:
        return fmt::format("<{} bytes>", v.text.size());
      case Kind::name:
        return name_of(v);
      case Kind::list:
      case Kind::tuple:
      case Kind::set: {
        Json out = Json::array();
        for (const auto& item : v.object->items) {
          if (values > kMostArgumentValues) break;
          out.push_back(to_json(item, depth + 1, values));
        }
        return out;
      }
      default:
        break;
    }
    if (const auto* entries = entries_of(v)) {
      Json out = Json::object();
      for (const auto& [name, value] : *entries) {
        if (values > kMostArgumentValues) break;
        out[joined("", name)] = to_json(value, depth + 1, values);
      }
      return out;
    }
    return v.is(Kind::record) ? fmt::format("<{}>", class_of(v)) : "<a persistent id>";
  }

  /// A bare list is named after the one model that there is.
  void name_list(CheckpointPart& part) {
    const CheckpointPart* model = nullptr;
    for (const auto& other : out_.parts) {
      if (!other.named || other.role != "model") continue;
      if (model)
        return static_cast<void>(part.remark = "a list without names, and more than one model");
      model = &other;
    }
    if (!model)
      return static_cast<void>(part.remark = "a list without names, and no model beside it");
    name_averages(part, *model);
  }

  std::shared_ptr<const TorchTensors> tensors_;
  std::string path_;
  CheckpointContents out_;
  std::unordered_set<const PickleObject*> seen_, part_objects_, counted_;
  size_t listed_ = 0, steps_ = 0;
};

}  // namespace

CheckpointContents torch_contents(TorchArchive archive, const std::string& path) {
  return Walk(std::move(archive), path).run();
}

}  // namespace odelia
