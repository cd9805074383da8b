-- run by Neovim: opens the post named in POST, waits for findings, applies a code action, writes what it has
local said = {}
local function note(name, value)
  said[name] = value
end

local function finish()
  vim.fn.writefile({ vim.json.encode(said) }, vim.env.SAID)
  vim.cmd("qall!")
end

local function findings()
  return vim.diagnostic.get(0)
end

vim.cmd("edit " .. vim.fn.fnameescape(vim.env.POST))
local client = vim.lsp.start_client({
  name = "postlint",
  cmd = { vim.env.PYTHON, "-m", "postlint", "server" },
  root_dir = vim.env.SITE,
  workspace_folders = { { uri = vim.uri_from_fname(vim.env.SITE), name = "site" } },
})
vim.lsp.buf_attach_client(0, client)
vim.wait(15000, function()
  return #findings() > 0
end, 50)
local found = findings()
for index, each in ipairs(found) do
  found[index] = { code = each.code, line = each.lnum, column = each.col, message = each.message }
end
note("found", found)

local function apply(title)
  local params = vim.lsp.util.make_given_range_params({ 1, 0 }, { vim.fn.line("$"), vim.fn.col("$") })
  params.context = { diagnostics = {} }
  local answers = vim.lsp.buf_request_sync(0, "textDocument/codeAction", params, 15000)
  for id, answer in pairs(answers) do
    for _, action in ipairs(answer.result or {}) do
      if action.title == title then
        local encoding = vim.lsp.get_client_by_id(id).offset_encoding
        vim.lsp.util.apply_workspace_edit(action.edit, encoding)
        return true
      end
    end
  end
  return false
end

vim.cmd("normal! G")
note("applied", apply(vim.env.ACTION))
vim.wait(15000, function()
  return #findings() < #found
end, 50)
note("left", #findings())
note("lines", vim.api.nvim_buf_get_lines(0, 0, -1, false))
finish()
